using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Slates;

public sealed class SlateBuilderTests
{
    readonly SlateBuilder builder = new(new SlateOptions());

    [Fact]
    public async Task Build_HundredThousandSlots_NoneIsForbidden()
    {
        const int requests = 10_000, count = 10;
        var shop = new RankingCase(items: 1_000, dimensions: 8, seed: 4, cold: 100);
        var rng = new Rng(21);
        for (var i = 0; i < 500; i++)
            shop.Apply(RankingCase.Event(rng.NextBool(0.7) ? EventKind.Purchase : EventKind.AddToCart, $"u{rng.NextInt(50)}", $"i{rng.NextInt(1000)}", RankingCase.Now));
        var revision = new StrategyRevision("tested", 1, new Dictionary<string, float> { ["relevance"] = 1, ["popularity"] = 0.5f },
        [
            new StrategyRule("no-b3", RuleKind.Hide) { Items = new ItemCondition { Brands = ["b3"] } },
            new StrategyRule("pin-hidden", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i3"] }, Slot = 2 }, // i3 is of brand b3
            new StrategyRule("pin-bought", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i7"] }, Slot = 3 },
        ])
        {
            Exploration = new Exploration(3, 1),
            Diversity = new Diversity(DiversityMethod.Mmr, 0.3f),
            Caps = [new Cap(CapField.Brand, 2, 4)],
        };
        shop.Apply(RankingCase.Event(EventKind.Purchase, "u1", "i7", RankingCase.Now));
        Assert.Equal("b3", shop.Catalog.Current.Find(new ItemId("i3"))!.Brand);

        var slots = 0;
        for (var r = 0; r < requests; r++)
        {
            var shopper = shop.Shopper(r % 50);
            var page = new ItemId($"i{rng.NextInt(1000)}");
            ItemId[] exclude = [new($"i{rng.NextInt(1000)}"), new($"i{rng.NextInt(1000)}")];
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shopper, revision, 200) { Context = new RequestContext { ItemId = page }, Exclude = exclude });
            var built = builder.Build(ranked, count, (ulong)r);
            var shown = built.Slots.Select(slot => shop.Catalog.Current[slot.Item]).ToArray();
            Assert.Equal(count, shown.Select(item => item.Id).Distinct().Count());
            foreach (var item in shown)
            {
                slots++;
                Assert.False(!item.IsEligible || item.Brand == "b3" || shopper.Purchased.Contains(item.Id) || shopper.Cart.Contains(item.Id) || item.Id == page || exclude.Contains(item.Id),
                    $"request {r} shows {item.Id.Value}");
            }
        }
        Assert.Equal(requests * count, slots);
    }

    [Fact]
    public async Task Build_HardAndSoftPins_StandWhereTheyMay()
    {
        var shop = new RankingCase(items: 1_000, dimensions: 0, seed: 6);
        using var plain = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(1), Pinned(), 300));
        var order = plain.Top.Indices.ToArray();
        var gone = Enumerable.Range(0, 1000).First(i => !shop.Catalog.Current[i].IsEligible);
        var revision = Pinned(
            Pin("far", RuleKind.Pin, order[299], 1), // beyond the top 200: a hard pin comes anyway
            Pin("near", RuleKind.SoftPin, order[150], 3),
            Pin("soft-far", RuleKind.SoftPin, order[250], 4), // a soft one does not
            Pin("gone", RuleKind.Pin, gone, 5), // cannot be shown
            Pin("far-again", RuleKind.Pin, order[299], 6), // stands in slot 1 already: the compiler drops it
            Pin("beyond", RuleKind.Pin, order[7], 40));

        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(1), revision, 200));
        var built = builder.Build(ranked, 8, seed: 1);

        Assert.Equal([order[299], order[0], order[150], order[1], order[2], order[3], order[4], order[5]], built.Slots.Select(slot => slot.Item));
        Assert.Equal(["far", "near"], built.Pins.Select(pin => pin.RuleKey));
        Assert.All(built.Slots, slot => Assert.Equal(1, slot.Propensity));
        Assert.All(built.Slots, slot => Assert.Equal(ranked.ScoreOf(slot.Item), slot.Score));
        var notes = builder.Trace(ranked, 8, seed: 1).Notes;
        Assert.Equal(2, notes.Count);
        Assert.Contains("'soft-far' to slot 4 does not hold: its item is not among the best 200, and the pin is soft", notes[0], StringComparison.Ordinal);
        Assert.Contains("'gone' to slot 5 does not hold: its item may not be shown", notes[1], StringComparison.Ordinal);

        StrategyRule Pin(string key, RuleKind kind, int item, int slot) => new(key, kind) { Items = new ItemCondition { Ids = [shop.Catalog.Current[item].Id.Value] }, Slot = slot };
        static StrategyRevision Pinned(params StrategyRule[] rules) => new("tested", 1, new Dictionary<string, float> { ["popularity"] = 1, ["newness"] = 0.5f }, rules);
    }

    [Fact]
    public async Task Trace_AllSteps_FollowsEveryItemToItsSlot()
    {
        var shop = new RankingCase(items: 500, dimensions: 8, seed: 7);
        var revision = new StrategyRevision("tested", 1, new Dictionary<string, float> { ["relevance"] = 1, ["popularity"] = 0.5f },
            [new StrategyRule("pin", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i490"] }, Slot = 4 }])
        {
            Exploration = new Exploration(0.5f, 0.5f),
            Diversity = new Diversity(DiversityMethod.Dpp, 0.5f),
            Caps = [new Cap(CapField.Category, 1, 2)],
        };
        shop.Change("i490", item => item with { Stock = 9 });
        shop.Refresh();
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(3), revision, 200));
        for (ulong seed = 0; seed < 20; seed++)
        {
            var built = builder.Build(ranked, 10, seed);
            var trace = builder.Trace(ranked, 10, seed);

            Assert.Equal(built.Explored, trace.Explored);
            var shown = trace.Entries.Where(entry => entry.Slot is not null).OrderBy(entry => entry.Slot).ToArray();
            Assert.Equal(built.Slots.Select(slot => shop.Catalog.Current[slot.Item].Id), shown.Select(entry => entry.Item));
            Assert.Equal("pin", shown[3].PinnedBy);
            Assert.Equal(Enumerable.Range(1, 200), trace.Entries.Select(entry => entry.ScoreRank).OfType<int>().Order());
            Assert.Equal(Enumerable.Range(1, 200), trace.Entries.Select(entry => entry.DrawnRank).OfType<int>().Order());
            Assert.Equal(Enumerable.Range(1, 200), trace.Entries.Select(entry => entry.DiverseRank).OfType<int>().Order());
            Assert.Equal(!trace.Explored, trace.Entries.All(entry => entry.ScoreRank == entry.DrawnRank));
            Assert.All(trace.Entries.Where(entry => entry.PutOff is not null), entry => Assert.InRange(entry.PutOffSlot!.Value, 1, 10));
            // whoever stands behind a later one in the diverse order was put off by the cap, or was pinned
            var unpinned = shown.Where(entry => entry.PinnedBy is null).ToArray();
            for (var i = 1; i < unpinned.Length; i++)
                if (unpinned[i].DiverseRank < unpinned[i - 1].DiverseRank) Assert.NotNull(unpinned[i].PutOff);
        }
    }
}
