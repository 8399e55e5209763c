using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// The demo shop in memory, its model fitted, at a time that stands still: slates are made by the real parts, nothing is stored
/// and nothing is remembered. For studies by simulation. About five seconds to make.
/// </summary>
public sealed class StudyShop : IDisposable
{
    const ulong ModelSeed = 1;

    /// <summary>When the shop stands still; another time would be another shop.</summary>
    static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);

    readonly CatalogStore catalog = new();
    readonly SessionStore sessions = new();
    readonly SessionEncoder encoder;
    readonly IItemScorer scorer;
    readonly Ranker ranker;
    readonly SlateBuilder slates = new(new SlateOptions());

    public StudyShop(CancellationToken cancellation = default)
    {
        var time = new StandingTime(Now);
        var shop = DemoShop.Generate(DemoShop.DefaultSeed, Now, null, cancellation);
        catalog.Replace([.. shop.Items]);
        var clock = new ShopClock(time);
        var signals = new SignalOptions();
        var counters = new ItemCounters(catalog, clock, signals);
        foreach (var e in shop.Events)
        {
            counters.Apply(e, attribution: null);
            sessions.Apply(e);
        }
        encoder = new SessionEncoder(PpmiModel.Fit(shop.Events, new PpmiOptions { Threads = Environment.ProcessorCount }, new Rng(ModelSeed), time, null, cancellation));
        scorer = ItemScorers.Create(ComputeDevice.Cpu);
        var compiler = new StrategyCompiler(new ConditionIndex(time), time);
        var matrix = new CatalogMatrixBuilder(new SignalBoard(new SignalCatalog([]), counters, clock, signals)).Build(catalog.Current, encoder);
        ranker = new Ranker(matrix, new ShopperEncoder(), new RulePlans(compiler, time), scorer, new RankingOptions(), time);
    }

    public InterleavingStudy Interleaving() => new(catalog.Current, DemoShop.DefaultSeed, sessions, Now, Show);

    public StrategyTrial Trial() => new(catalog.Current, DemoShop.DefaultSeed, sessions, Now, Show);

    int Show(SlateRequest request, SessionState shopper, StrategyRevision strategy, ulong seed, Span<int> items)
    {
        var answer = new RankedItems[1];
        ranker.RankMany(ranker.Current, [new RankQuery(shopper, strategy, ranker.TopItems) { Placement = request.Placement, Context = request.Context }], answer);
        using var ranked = answer[0];
        return slates.Show(ranked, items, seed);
    }

    public void Dispose()
    {
        scorer.Dispose();
        encoder.Dispose();
    }

    sealed class StandingTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
