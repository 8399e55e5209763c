using System.Collections.Immutable;
using System.Text.Json;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class StrategyRevisionTests
{
    static readonly StrategyRevision Plain = new("k", 1, Weights(("relevance", 1), ("margin", 0.5f)));

    static Dictionary<string, float> Weights(params (string Key, float Weight)[] weights) => weights.ToDictionary(w => w.Key, w => w.Weight);

    static ImmutableSortedDictionary<string, WeightBounds> Bounds(string key, float min, float max) =>
        new Dictionary<string, WeightBounds> { [key] = new(min, max) }.ToImmutableSortedDictionary();

    static void Refused(string words, Func<StrategyRevision> make) => Assert.Contains(words, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(100.001f)]
    [InlineData(-1e30f)]
    public void Constructor_AbsurdWeight_IsRefused(float weight)
    {
        Refused("'margin'", () => new StrategyRevision("k", 1, Weights(("margin", weight))));
        Refused("'margin'", () => Plain.WithWeight("margin", weight));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void Constructor_AbsurdStrength_IsRefused(float strength) =>
        Refused("rule 'r'", () => new StrategyRevision("k", 1, [], [new StrategyRule("r", RuleKind.Boost) { Strength = strength }]));

    [Fact]
    public void Constructor_RulesThatCannotBe_AreRefused()
    {
        static void Rule(string words, StrategyRule rule) => Refused(words, () => new StrategyRevision("k", 1, [], [rule]));
        Rule("key", new StrategyRule(" ", RuleKind.Hide));
        Rule("key", new StrategyRule(new string('x', 65), RuleKind.Hide));
        Rule("IncludeOnly", new StrategyRule("r", (RuleKind)17));
        Rule("exactly one item", new StrategyRule("r", RuleKind.Pin) { Slot = 1 });
        Rule("exactly one item", new StrategyRule("r", RuleKind.Pin) { Slot = 1, Items = new() { Ids = ["a", "b"] } });
        Rule("exactly one item", new StrategyRule("r", RuleKind.Pin) { Slot = 1, Items = new() { Ids = ["a"], Brands = ["b"] } });
        Rule("slot", new StrategyRule("r", RuleKind.SoftPin) { Slot = 0, Items = new() { Ids = ["a"] } });
        Rule("range", new StrategyRule("r", RuleKind.Hide) { Items = new() { Price = new NumberRange(2, 1) } });
        Rule("range", new StrategyRule("r", RuleKind.Hide) { Items = new() { Stock = new NumberRange(double.NaN, null) } });
        Rule("empty", new StrategyRule("r", RuleKind.Hide) { Items = new() { Brands = [""] } });
        Rule("empty", new StrategyRule("r", RuleKind.Hide) { Requests = new() { QueryWords = [" "] } });
        Rule("Mars", new StrategyRule("r", RuleKind.Hide) { Requests = new() { When = new TimeWindow("Mars") } });
        Refused("'r'", () => new StrategyRevision("k", 1, [], [new StrategyRule("r", RuleKind.Hide), new StrategyRule("r", RuleKind.Hide)]));
        Refused("256", () => new StrategyRevision("k", 1, [], Enumerable.Range(0, 257).Select(i => new StrategyRule($"r{i}", RuleKind.Hide))));
        Refused("number", () => new StrategyRevision("k", 0, []));
        Refused("key", () => new StrategyRevision("", 1, []));
    }

    [Fact]
    public void Init_StagesThatCannotBe_AreRefused()
    {
        Refused("temperature", () => Plain with { Exploration = new Exploration(float.NaN, 0.5f) });
        Refused("share", () => Plain with { Exploration = new Exploration(1, 1.5f) });
        Refused("strength", () => Plain with { Diversity = new Diversity(DiversityMethod.Mmr, float.NaN) });
        Refused("method", () => Plain with { Diversity = new Diversity((DiversityMethod)9, 0.5f) });
        Refused("cap of 3", () => Plain with { Caps = [new Cap(CapField.Brand, 3, 3)] });
        Refused("Seller", () => Plain with { Caps = [new Cap((CapField)9, 1, 3)] });
    }

    [Fact]
    public void Bounds_WeightOutside_IsRefused()
    {
        var drawn = Plain with { Bounds = Bounds("margin", 0.25f, 1) };
        Refused("0.25 to 1", () => drawn.WithWeight("margin", 1.01f));
        Refused("0.25 to 1", () => drawn.WithWeight("margin", 0));
        Assert.Equal(1, drawn.WithWeight("margin", 1).Weight("margin"));
        Refused("0.25 to 1", () => Plain.WithWeight("margin", 2) with { Bounds = drawn.Bounds });
        Refused("trend", () => Plain with { Bounds = Bounds("trend", 0.5f, 1) }); // weighs 0
        Refused("lower one first", () => Plain with { Bounds = Bounds("margin", 1, 0) });
        Refused("100", () => Plain with { Bounds = Bounds("margin", float.NaN, 1) });
        Refused("100", () => Plain with { Bounds = Bounds("margin", 0, float.PositiveInfinity) });
        Refused("100", () => Plain with { Bounds = Bounds("margin", -101, 1) });
    }

    [Fact]
    public void BoundsOf_KeyThatNobodyDrew_IsTheDefaultStretchedToTheWeight()
    {
        Assert.Equal(new WeightBounds(0, 3), Plain.BoundsOf("relevance"));
        Assert.Equal(new WeightBounds(-3, 3), Plain.BoundsOf("trend"));
        Assert.Equal(new WeightBounds(-3, 7), Plain.WithWeight("trend", 7).BoundsOf("trend"));
        Assert.Equal(new WeightBounds(-2, 3), Plain.WithWeight("relevance", -2).BoundsOf("relevance"));
        Assert.Equal(new WeightBounds(0, 1), (Plain with { Bounds = Bounds("margin", 0, 1) }).BoundsOf("margin"));
    }

    [Fact]
    public void Problems_WeightThatTheShopDoesNotHave_ListsWhatThereIs()
    {
        var signals = new SignalCatalog(["watt"]);
        var revision = new StrategyRevision("k", 1, Weights(("relevance", 1), ("attribute:watt", 1), ("popularty", 1))) { Bounds = Bounds("priceSquared", 0, 1) };
        var problems = revision.Problems(signals).ToArray();
        Assert.Equal(2, problems.Length);
        Assert.Contains("'popularty'", problems[0], StringComparison.Ordinal);
        Assert.All(WeightKeys.All(signals), key => Assert.Contains(key, problems[0], StringComparison.Ordinal));
        Assert.Contains("'priceSquared'", problems[1], StringComparison.Ordinal);
        Assert.Empty(StrategyStore.FirstDefault.Problems(signals));
    }

    [Fact]
    public void Hash_WhatRanksNothing_DoesNotCount()
    {
        var revision = RandomStrategy.Revision(new Rng(3), 40, 50);
        var turned = new StrategyRevision(revision.Key, 77, revision.Weights.Add("zero", 0), revision.Rules.Reverse().Select(rule => rule with { Title = "other" })
            .Append(new StrategyRule("off", RuleKind.Hide) { IsEnabled = false })) { Exploration = revision.Exploration, Diversity = revision.Diversity, Caps = [.. revision.Caps.Reverse()] };
        Assert.Equal(revision.Hash, turned.Hash);
        Assert.NotEqual(revision, turned);
        Assert.Equal(revision, turned.WithNumber(revision.Number));
    }

    [Fact]
    public void Hash_WhatRanks_Counts()
    {
        var rule = new StrategyRule("r", RuleKind.Boost) { Strength = 1 };
        var window = new TimeWindow("UTC");
        StrategyRevision With(StrategyRule r) => Plain.WithRule(r);
        StrategyRevision[] all =
        [
            Plain, Plain.WithWeight("margin", 0.6f), Plain.WithWeight("trend", 0.1f), new("other", 1, Plain.Weights), With(rule), With(rule with { Strength = 2 }),
            With(new StrategyRule("s", RuleKind.Boost) { Strength = 1 }), With(new StrategyRule("r", RuleKind.Bury) { Strength = 1 }), With(rule with { Items = new() { Brands = ["a"] } }),
            With(rule with { Requests = new() { Placements = ["a"] } }), With(rule with { Requests = new() { Segments = ["a"] } }), With(rule with { Requests = new() { Devices = ["a"] } }),
            With(rule with { Requests = new() { QueryWords = ["a"] } }), With(rule with { Requests = new() { CategoryPages = ["a"] } }), With(rule with { Requests = new() { When = window } }),
            With(rule with { Requests = new() { When = new("Europe/Berlin") } }), With(rule with { Requests = new() { When = window with { From = RandomStrategy.Now } } }),
            With(rule with { Requests = new() { When = window with { Until = RandomStrategy.Now } } }), With(rule with { Requests = new() { When = window with { Days = [DayOfWeek.Friday] } } }),
            With(rule with { Requests = new() { When = window with { DailyFrom = new(1, 0) } } }), With(rule with { Requests = new() { When = window with { DailyUntil = new(1, 0) } } }),
            With(new StrategyRule("r", RuleKind.Pin) { Slot = 1, Items = new() { Ids = ["a"] } }), With(new StrategyRule("r", RuleKind.Pin) { Slot = 2, Items = new() { Ids = ["a"] } }),
            Plain with { Exploration = new(1, 0.5f) }, Plain with { Exploration = new(1, 0.6f) }, Plain with { Diversity = new(DiversityMethod.Mmr, 0.5f) },
            Plain with { Diversity = new(DiversityMethod.Dpp, 0.5f) }, Plain with { Caps = [new(CapField.Brand, 1, 3)] }, Plain with { Caps = [new(CapField.Seller, 1, 3)] },
        ];
        Assert.Equal(all.Length, all.Select(revision => revision.Hash).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Hash_SameConditionInOtherWords_IsTheSame()
    {
        static string HashOf(RequestCondition requests) => Plain.WithRule(new StrategyRule("r", RuleKind.Hide) { Requests = requests }).Hash;
        Assert.Equal(HashOf(new() { Placements = ["a", "B"] }), HashOf(new() { Placements = ["b", "A", "a"] }));
        Assert.Equal(HashOf(new() { When = new("UTC") { From = RandomStrategy.Now } }), HashOf(new() { When = new("UTC") { From = RandomStrategy.Now.ToOffset(TimeSpan.FromHours(2)) } }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Json_RandomRevision_ComesBackExactly(ulong seed)
    {
        var revision = RandomStrategy.Revision(new Rng(seed), 60, 50);
        var json = StrategyJson.Write(revision);
        var read = StrategyJson.Read(json);
        Assert.Equal(json, StrategyJson.Write(read));
        Assert.Equal(revision.Hash, read.Hash);
        Assert.Equal(revision.Number, read.Number);
        Assert.Equal(revision.Rules.Select(rule => (rule.Key, rule.Title, rule.IsEnabled)), read.Rules.Select(rule => (rule.Key, rule.Title, rule.IsEnabled)));
        Assert.Equal(revision.Bounds, read.Bounds);
        Assert.Equal(revision.Rules.Select(rule => rule.Requests.When?.From?.Offset), read.Rules.Select(rule => rule.Requests.When?.From?.Offset));
    }

    [Fact]
    public void Json_SmallRevision_ReadsAsPeopleWouldWriteIt()
    {
        var revision = Plain.WithRule(new StrategyRule("sale", RuleKind.IncludeOnly) { Items = new() { Price = new NumberRange(null, 20), Attributes = new ItemCondition().Attributes.Add("Farbe", ["grün"]) } });
        Assert.Equal(
            """{"key":"k","number":1,"weights":{"margin":0.5,"relevance":1},"rules":[{"key":"sale","kind":"includeOnly","items":{"price":{"max":20},"attributes":{"Farbe":["grün"]}},"requests":{},"enabled":true}]}""",
            StrategyJson.Write(revision));
    }

    [Theory]
    [InlineData("""{"key":"k","number":1,"weights":{},"color":1}""", "color")]
    [InlineData("""{"key":"k","number":1,"weights":{},"hash":"0"}""", "hash")]
    [InlineData("""{"key":"k","weights":{}}""", "number")]
    [InlineData("""{"key":null,"number":1,"weights":{}}""", "key")]
    [InlineData("""{"key":"k","key":"k","number":1,"weights":{}}""", "key")]
    [InlineData("""{"key":"k","number":1,"weights":{"margin":"NaN"}}""", "margin")]
    [InlineData("""{"key":"k","number":1,"weights":{"margin":1000}}""", "between -100 and 100")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":"lift"}]}""", "kind")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":2}]}""", "kind")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[null]}""", "null")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":"hide","isPin":true}]}""", "isPin")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":"hide","items":{"brands":[null]}}]}""", "empty")]
    [InlineData("""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":"hide","items":null}]}""", "items")]
    [InlineData("""null""", "null")]
    public void Json_WhatIsNoRevision_IsRefusedWithTheReason(string json, string words) =>
        Assert.Contains(words, Assert.ThrowsAny<JsonException>(() => StrategyJson.Read(json)).Message, StringComparison.Ordinal);
}
