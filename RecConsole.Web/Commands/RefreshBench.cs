using System.Diagnostics;
using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;

namespace RecConsole.Web.Commands;

/// <summary>
/// Measures what happens behind the requests: the whole set that they rank against, made of items, a model and counters, its
/// refresh once a second, its renewal after a change of an item, and the memory that it takes.
/// </summary>
public sealed class RefreshBench(int items, int dim)
{
    const int Times = 9;

    readonly Rng rng = new(2);

    /// <summary>Measured alone, before anything else fills the memory.</summary>
    public RefreshFigures Run()
    {
        var catalog = new CatalogStore();
        var clock = new ShopClock(TimeProvider.System);
        var options = new SignalOptions();
        var counters = new ItemCounters(catalog, clock, options);
        catalog.Replace([.. Enumerable.Range(0, items).Select(ItemOf)]);
        for (var n = 0; n < Math.Min(items, 200_000); n++) counters.Apply(ViewOf(rng.NextInt(items)), attribution: null);
        using var encoder = new SessionEncoder(Model());
        var builder = new CatalogMatrixBuilder(new SignalBoard(new SignalCatalog([]), counters, clock, options));
        var buildMs = Milliseconds(() => builder.Build(catalog.Current, encoder));
        for (var n = 0; n < 3; n++) builder.Build(catalog.Current, encoder); // three sets take turns
        var refreshes = Enumerable.Range(0, Times).Select(_ => Milliseconds(() => builder.Build(catalog.Current, encoder))).ToArray();
        var changes = Enumerable.Range(0, Times).Select(_ => Milliseconds(() =>
        {
            var index = rng.NextInt(items);
            catalog.Upsert([catalog.Current[index] with { Price = 1 + rng.NextInt(100) }]);
            builder.Build(catalog.Current, encoder);
        })).ToArray();
        GC.Collect();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(builder);
        GC.KeepAlive(catalog);
        return new RefreshFigures(buildMs, Median(refreshes), Median(changes), memory / 1e6, Environment.WorkingSet / 1e6);
    }

    Item ItemOf(int n) => new(new ItemId($"item-{n:0000000}"), $"Item {n}")
    {
        Category = string.Intern($"Category {n % 40}"),
        Brand = string.Intern($"Brand {n % 500}"),
        Price = 5 + rng.NextInt(20_000) / 100m,
        Cost = 2 + rng.NextInt(400) / 100m,
        Stock = rng.NextBool(0.02) ? 0 : 1 + rng.NextInt(300),
        AddedAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(rng.NextInt(400)),
    };

    static ShopEvent ViewOf(int n) =>
        new(new Engine.Events.EventId("view"), EventKind.View, new UserId("shopper"), new SessionId("visit"), TimeProvider.System.GetUtcNow()) { ItemId = new ItemId($"item-{n:0000000}") };

    ModelArtifact Model()
    {
        var embeddings = new float[items * dim];
        for (var i = 0; i < embeddings.Length; i++) embeddings[i] = (float)rng.NextGaussian();
        return new ModelArtifact(PpmiModel.Key, new ItemVocabulary(Enumerable.Range(0, items).Select(n => new ItemId($"item-{n:0000000}"))), dim, embeddings,
            DecayedMeanEncoder.Create(new EncoderOptions()), new TrainingRecord(JsonSerializer.SerializeToElement(new { }), TimeProvider.System.GetUtcNow(), 0));
    }

    static double Milliseconds(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}

/// <summary>What <see cref="RefreshBench"/> found.</summary>
/// <param name="BuildMs">The first set, embeddings and moments included.</param>
/// <param name="RefreshMs">A set with new signals, as it is made once a second: median.</param>
/// <param name="ChangeMs">A set after the price of one item changed: median.</param>
/// <param name="MemoryMb">Managed memory of items, model, counters and the sets that take turns, after a collection; in 10^6 bytes.</param>
/// <param name="WorkingSetMb">Of the whole process at that moment.</param>
public sealed record RefreshFigures(double BuildMs, double RefreshMs, double ChangeMs, double MemoryMb, double WorkingSetMb);
