using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Impact;

/// <summary>
/// A shop whose shoppers click by a law that the test knows: a slot is looked at with probability k^-0.7, an item attracts by
/// a logistic function of its relevance, its popularity, and a charm of its own that no column shows. Slates are served and
/// logged by the real parts.
/// </summary>
sealed class SimulatedLog
{
    public const int Slots = 8;
    const int Shoppers = 50;

    readonly double[] charm;
    readonly Rng rng;
    readonly SlateBuilder builder = new(new SlateOptions { Replays = 64 });

    public SimulatedLog(ulong seed, int items = 500)
    {
        rng = new Rng(seed);
        Shop = new RankingCase(items, dimensions: 8, seed: seed + 100);
        charm = [.. Enumerable.Range(0, items).Select(_ => 0.6 * rng.NextGaussian())];
        Compiler = new StrategyCompiler(new ConditionIndex(Shop.Time), Shop.Time);
        Study = new ImpactStudy(Shop.Ranker, builder, Compiler, Shop.Time);
    }

    public RankingCase Shop { get; }
    public StrategyCompiler Compiler { get; }
    public ImpactStudy Study { get; }

    public static StrategyRevision Live(float temperature, float share = 1) => new("live", 1,
        new Dictionary<string, float> { ["relevance"] = 1, ["popularity"] = 0.4f, ["newness"] = 0.1f }) { Exploration = new Exploration(temperature, share) };

    /// <summary>A draft whose weights lie within a distance of the live ones.</summary>
    public StrategyRevision RandomDraft(StrategyRevision live, float within)
    {
        var draft = live;
        foreach (var key in new[] { "relevance", "popularity", "newness", "margin", "priceFit" })
            draft = draft.WithWeight(key, Math.Max(key == "relevance" ? 0 : -3, live.Weight(key) + (float)(2 * rng.NextDouble() - 1) * within));
        return draft;
    }

    public async Task<ImpactTraffic> ServeAsync(StrategyRevision live, int slates)
    {
        var samples = new List<TrafficSample>();
        var requests = new List<TrafficRequest>();
        for (var n = 0; n < slates; n++)
        {
            var query = new RankQuery(Shop.Shopper(n % Shoppers), live, 200) { Placement = "home" };
            using var ranked = await Shop.Ranker.RankAsync(query);
            var seed = rng.NextUInt64();
            var built = builder.Build(ranked, Slots, seed);
            var id = SlateId.NewTimeOrdered(RankingCase.Now);
            var record = new SlateRecord(id, RankingCase.Now, "home", live.Key, live.Hash, ranked.Matrix.Model!.Name)
            {
                Seed = seed,
                SessionId = new SessionId($"visit-{n}"),
                Slots = [.. built.Slots.Select((slot, i) => new SlateSlot(ranked.Matrix.Catalog[slot.Item].Id, i + 1, slot.Score, slot.Propensity))],
            };
            var outcomes = new List<SlotOutcome>();
            for (var s = 0; s < built.Slots.Length; s++)
                if (rng.NextBool(ClickProbability(ranked, built.Slots[s].Item, s)))
                {
                    outcomes.Add(new SlotOutcome(s + 1, EventKind.Click, 1, null));
                    if (rng.NextBool(0.2)) outcomes.Add(new SlotOutcome(s + 1, EventKind.Purchase, 1, null));
                }
            samples.Add(new TrafficSample(new LoggedSlate(record, RequestContext.None)
            {
                Wanted = Slots,
                Explored = built.Explored,
                Replays = 64,
                Sample = SlateSampler.Take(ranked, built),
            }, outcomes, live, n));
            requests.Add(new TrafficRequest(query, Slots, seed, $"visit-{n}"));
        }
        return new ImpactTraffic(requests, samples, RewardModel.Fit(samples, Shop.Catalog.Current), "");
    }

    /// <summary>What a strategy truly earns: the mean over shoppers and chance of the expected clicks a slot.</summary>
    public async Task<double> TrueCtrAsync(StrategyRevision revision, int draws = 60)
    {
        double sum = 0;
        var items = new int[Slots];
        for (var u = 0; u < Shoppers; u++)
        {
            using var ranked = await Shop.Ranker.RankAsync(new RankQuery(Shop.Shopper(u), revision, 200) { Placement = "home" });
            for (var draw = 0; draw < draws; draw++)
            {
                var count = builder.Show(ranked, items, (ulong)(u * 1000 + draw) + 77_000_000);
                for (var s = 0; s < count; s++) sum += ClickProbability(ranked, items[s], s);
            }
        }
        return sum / (Shoppers * draws * Slots);
    }

    double ClickProbability(RankedItems ranked, int item, int slot)
    {
        var matrix = ranked.Matrix;
        var (deviation, mean) = matrix.Moments.Of(ranked.Shopper.U);
        double relevance = 0;
        if (deviation > 0)
        {
            var row = matrix.Scores.Dense.Row(item);
            for (var k = 0; k < row.Length; k++) relevance += row[k] * ranked.Shopper.U[k];
            relevance = (relevance - mean) / deviation;
        }
        var popularity = matrix.Scores.Signals.Row(item)[matrix.Signals.IndexOf("popularity")];
        var logit = -2.2 + 0.5 * relevance + 0.3 * popularity + charm[item];
        return Math.Pow(slot + 1, -0.7) / (1 + Math.Exp(-logit));
    }
}
