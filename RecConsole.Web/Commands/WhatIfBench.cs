using System.Diagnostics;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Commands;

/// <summary>
/// Serves and logs requests by the real parts, in memory: visits of four requests, to the home page, two item pages and a
/// category. Then studies a draft several times, as the impact tab does with a log that it has read; the first of the runs
/// meets samples that no study has met. Reading the log, once a minute at most, is not measured.
/// </summary>
public sealed class WhatIfBench(int items, int requests)
{
    const int Dim = 64;
    const int Slots = 10;
    const int PagesOfVisit = 4;
    const int Batch = 64;
    const int Runs = 3;

    readonly TimeProvider time = TimeProvider.System;
    readonly Rng rng = new(3);
    readonly SlateOptions slateOptions = new();

    public WhatIfBenchReport Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var shop = new HttpBenchShop(items, Dim);
        var catalog = new CatalogStore();
        catalog.Replace([.. shop.Items(now)]);
        var clock = new ShopClock(time);
        var signals = new SignalOptions();
        var counters = new ItemCounters(catalog, clock, signals);
        var sessions = new SessionStore();
        foreach (var e in shop.History(now))
        {
            counters.Apply(e, attribution: null);
            sessions.Apply(e);
        }
        using var encoder = new SessionEncoder(shop.Model(now));
        using var scorer = ItemScorers.Create(ComputeDevice.Cpu);
        var compiler = new StrategyCompiler(new ConditionIndex(time), time);
        var builder = new CatalogMatrixBuilder(new SignalBoard(new SignalCatalog([]), counters, clock, signals));
        var ranker = new Ranker(builder.Build(catalog.Current, encoder), new ShopperEncoder(), new RulePlans(compiler, time), scorer, new RankingOptions(), time);
        var slates = new SlateBuilder(slateOptions);

        var live = DemoStrategy.Exploring;
        var traffic = Serve(ranker, slates, live, sessions, catalog.Current, cancellation);
        var draft = live.WithWeight(SignalCatalog.Popularity, live.Weight(SignalCatalog.Popularity) + 0.1f); // what one touch of a slider does
        var study = new ImpactStudy(ranker, slates, compiler, time);
        study.Run(live, draft, traffic, null, cancellation); // loops are compiled, buffers grown
        traffic = JustRead(traffic);
        var runs = Enumerable.Range(0, Runs).Select(_ => Once(study, live, draft, traffic, cancellation)).ToArray();
        var support = runs[^1].Report.Support;
        return new WhatIfBenchReport(requests, items, Median(runs, run => run.TotalMs), Median(runs, run => run.FirstMs),
            runs.Min(run => run.TotalMs), runs.Max(run => run.TotalMs), runs[0].TotalMs, Median(runs, run => run.ProcessorMs), Runs,
            support?.Verdict.ToString() ?? "no samples", support?.EffectiveSlates ?? 0, support?.UnsupportedMass ?? 1, runs[^1].Report.ChangedTop10);
    }

    /// <summary>The same log without what studies keep with its samples.</summary>
    static ImpactTraffic JustRead(ImpactTraffic traffic) => traffic with
    {
        Samples = [.. traffic.Samples.Select(sample => new TrafficSample(sample.Logged, sample.Outcomes, sample.Revision, sample.Cluster))],
    };

    static (double TotalMs, double FirstMs, double ProcessorMs, ImpactReport Report) Once(ImpactStudy study, StrategyRevision live, StrategyRevision draft, ImpactTraffic traffic, CancellationToken cancellation)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var first = new FirstReport(Stopwatch.GetTimestamp());
        var report = study.Run(live, draft, traffic, first, cancellation);
        var total = Stopwatch.GetElapsedTime(first.Started).TotalMilliseconds;
        return (total, first.Ms ?? total, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, report);
    }

    ImpactTraffic Serve(Ranker ranker, SlateBuilder slates, StrategyRevision live, SessionStore sessions, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var asked = new List<TrafficRequest>(requests);
        var samples = new List<TrafficSample>(requests);
        var queries = new RankQuery[Batch];
        var ranked = new RankedItems[Batch];
        var shopper = 0;
        var matrix = ranker.Hold();
        try
        {
            while (asked.Count < requests)
            {
                cancellation.ThrowIfCancellationRequested();
                var n = Math.Min(Batch, requests - asked.Count);
                for (var i = 0; i < n; i++)
                {
                    var page = (asked.Count + i) % PagesOfVisit;
                    if (page == 0) shopper = rng.NextInt(HttpBenchShop.Shoppers);
                    queries[i] = Query(page, sessions.Find(new UserId($"shopper-{shopper}"), null), live, catalog);
                }
                ranker.RankMany(matrix, queries.AsSpan(0, n), ranked);
                for (var i = 0; i < n; i++)
                {
                    var visit = asked.Count / PagesOfVisit;
                    var seed = rng.NextUInt64();
                    samples.Add(Log(ranked[i], slates.Build(ranked[i], Slots, seed), live, seed, visit, queries[i]));
                    asked.Add(new TrafficRequest(queries[i], Slots, seed, $"visit-{visit}"));
                    ranked[i].Dispose();
                }
            }
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
        return new ImpactTraffic(asked, samples, RewardModel.Fit(samples, catalog), "");
    }

    RankQuery Query(int page, SessionState shopper, StrategyRevision live, CatalogSnapshot catalog)
    {
        var item = catalog[rng.NextInt(catalog.Count)];
        return new RankQuery(shopper, live, new RankingOptions().TopItems)
        {
            Placement = page switch { 0 => "home", 2 => "category", _ => "item" },
            Context = page switch { 0 => RequestContext.None, 2 => new RequestContext { Category = item.Category }, _ => new RequestContext { ItemId = item.Id } },
        };
    }

    TrafficSample Log(RankedItems ranked, BuiltSlate built, StrategyRevision live, ulong seed, int visit, RankQuery query)
    {
        var slots = built.Slots.Select((slot, i) => new SlateSlot(ranked.Matrix.Catalog[slot.Item].Id, i + 1, slot.Score, slot.Propensity)).ToArray();
        var record = new SlateRecord(SlateId.NewTimeOrdered(time.GetUtcNow()), time.GetUtcNow(), query.Placement, live.Key, live.Hash, "bench")
        {
            Seed = seed, SessionId = new SessionId($"visit-{visit}"), Slots = slots,
        };
        // a slot is looked at with probability 1/k, and clicked by a tenth of those who look
        SlotOutcome[] outcomes = [.. slots.Where(slot => rng.NextBool(0.1 / slot.Position)).Select(slot => new SlotOutcome(slot.Position, EventKind.Click, 1, null))];
        return new TrafficSample(new LoggedSlate(record, query.Context)
        {
            Wanted = Slots,
            Explored = built.Explored,
            Replays = slateOptions.Replays,
            Sample = SlateSampler.Take(ranked, built),
        }, outcomes, live, visit);
    }

    static double Median<T>(T[] runs, Func<T, double> of) => runs.Select(of).Order().ElementAt(runs.Length / 2);

    sealed class FirstReport(long started) : IProgress<ImpactReport>
    {
        public long Started => started;

        public double? Ms { get; private set; }

        public void Report(ImpactReport value) => Ms ??= Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
