using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

/// <summary>Random items, conditions, rules and revisions: everything that a rule can say occurs.</summary>
static class RandomStrategy
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static Item Item(Rng rng, int index) => new(new ItemId($"i{index}"), $"Item {index}")
    {
        Category = rng.NextBool(0.9) ? $"c{rng.NextInt(5)}" : null,
        Brand = rng.NextBool(0.8) ? $"Brand{rng.NextInt(8)}" : null,
        Seller = rng.NextBool(0.8) ? $"s{rng.NextInt(4)}" : null,
        Price = rng.NextBool(0.9) ? (decimal)Math.Round(Math.Exp(3 + rng.NextGaussian()), 2) : null,
        Stock = rng.NextBool(0.2) ? null : rng.NextInt(30),
        AddedAt = rng.NextBool(0.9) ? Now.AddDays(-rng.NextInt(300)) : null,
        Active = rng.NextBool(0.95),
        Attributes = new Dictionary<string, string> { ["color"] = $"color{rng.NextInt(6)}", ["watt"] = rng.NextBool(0.9) ? $"{rng.NextInt(100)}.5" : "unknown" },
    };

    public static ItemCondition Condition(Rng rng, int items)
    {
        var condition = new ItemCondition();
        if (rng.NextBool(0.4)) condition = condition with { Categories = Some(rng, "C", 5) };
        if (rng.NextBool(0.3)) condition = condition with { Brands = Some(rng, "brand", 8) };
        if (rng.NextBool(0.2)) condition = condition with { Sellers = Some(rng, "s", 4) };
        if (rng.NextBool(0.3)) condition = condition with { Price = Range(rng, 60) };
        if (rng.NextBool(0.3)) condition = condition with { AgeDays = Range(rng, 300) };
        if (rng.NextBool(0.3)) condition = condition with { Stock = Range(rng, 30) };
        if (rng.NextBool(0.2)) condition = condition with { Attributes = condition.Attributes.Add("color", rng.NextBool(0.9) ? Some(rng, "COLOR", 6) : []) };
        if (rng.NextBool(0.2)) condition = condition with { NumericAttributes = condition.NumericAttributes.Add("watt", Range(rng, 100)) };
        if (rng.NextBool(0.1)) condition = condition with { Ids = [.. Enumerable.Range(0, 1 + rng.NextInt(9)).Select(_ => $"i{rng.NextInt(items + 3)}")] };
        return condition;
    }

    public static RequestCondition Requests(Rng rng)
    {
        var requests = new RequestCondition();
        if (rng.NextBool(0.3)) requests = requests with { Placements = Some(rng, "p", 3) };
        if (rng.NextBool(0.2)) requests = requests with { Segments = Some(rng, "Segment", 3) };
        if (rng.NextBool(0.2)) requests = requests with { Devices = ["Phone"] };
        if (rng.NextBool(0.1)) requests = requests with { QueryWords = ["lamp \"x\"", "desk"] };
        if (rng.NextBool(0.1)) requests = requests with { CategoryPages = Some(rng, "c", 5) };
        if (rng.NextBool(0.2))
        {
            requests = requests with
            {
                When = new TimeWindow(rng.NextBool(0.5) ? "Europe/Berlin" : "America/New_York")
                {
                    From = rng.NextBool(0.5) ? Now.AddTicks(-rng.NextInt(1_000_000_000)).ToOffset(TimeSpan.FromHours(rng.NextInt(5))) : null,
                    Until = rng.NextBool(0.5) ? Now.AddDays(rng.NextInt(30) + 1) : null,
                    Days = rng.NextBool(0.5) ? [DayOfWeek.Saturday, DayOfWeek.Friday] : [],
                    DailyFrom = new TimeOnly(rng.NextInt(12), rng.NextInt(60)).Add(TimeSpan.FromTicks(rng.NextInt(1000))),
                    DailyUntil = rng.NextBool(0.5) ? new TimeOnly(12 + rng.NextInt(12), 0) : null,
                },
            };
        }
        return requests;
    }

    public static StrategyRule Rule(Rng rng, string key, int items, bool everyRequest = false)
    {
        var kind = (RuleKind)rng.NextInt(6);
        var rule = new StrategyRule(key, kind)
        {
            Title = rng.NextBool(0.5) ? $"Größe <{key}>" : null,
            Requests = everyRequest ? RequestCondition.Always : Requests(rng),
            Items = Condition(rng, items),
            Strength = kind is RuleKind.Boost or RuleKind.Bury ? (float)rng.NextDouble() + 0.01f : 0,
            IsEnabled = rng.NextBool(0.9),
        };
        return rule.IsPin ? rule with { Items = new ItemCondition { Ids = [$"i{rng.NextInt(items)}"] }, Slot = 1 + rng.NextInt(20) } : rule;
    }

    public static StrategyRevision Revision(Rng rng, int rules, int items)
    {
        var weights = WeightKeys.All(new SignalCatalog(["watt"])).Where(_ => rng.NextBool(0.7)).Select(key => KeyValuePair.Create(key, (float)rng.NextGaussian()));
        return new StrategyRevision("random", 1 + rng.NextInt(100), weights, Enumerable.Range(0, rules).Select(r => Rule(rng, $"r{r:000}", items)))
        {
            Bounds = new Dictionary<string, WeightBounds> { [WeightKeys.Relevance] = new(-100, 100), [SignalCatalog.Trend] = new(-50.25f, 1e2f) }.ToImmutableSortedDictionary(),
            Exploration = rng.NextBool(0.5) ? new Exploration((float)rng.NextDouble(), 0.5f) : Exploration.None,
            Diversity = rng.NextBool(0.5) ? new Diversity(DiversityMethod.Dpp, (float)rng.NextDouble()) : Diversity.None,
            Caps = rng.NextBool(0.5) ? [new Cap(CapField.Seller, 2, 5), new Cap(CapField.Brand, 1, 4)] : [],
        };
    }

    static ImmutableArray<string> Some(Rng rng, string prefix, int of) => [.. Enumerable.Range(0, 1 + rng.NextInt(2)).Select(_ => $"{prefix}{rng.NextInt(of)}")];

    static NumberRange Range(Rng rng, int most)
    {
        var (a, b) = (rng.NextDouble() * most, rng.NextDouble() * most);
        return new NumberRange(rng.NextBool(0.7) ? Math.Min(a, b) : null, rng.NextBool(0.7) ? Math.Max(a, b) : null);
    }
}
