using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Ranking;

/// <summary>A small shop with random embeddings, prices and history, ranked by the real parts.</summary>
sealed class RankingCase
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    readonly CatalogMatrixBuilder builder;
    readonly int dimensions;
    SessionEncoder? encoder;

    /// <summary>The model of the next <see cref="Refresh"/>.</summary>
    public SessionEncoder? Encoder => encoder;

    public RankingCase(int items, int dimensions, ulong seed = 1, int cold = 0)
    {
        Time = new ManualTime(Now);
        var rng = new Rng(seed);
        Catalog.Upsert([.. Enumerable.Range(0, items).Select(i => new Item(new ItemId($"i{i}"), $"Item {i}")
        {
            Category = $"c{i % 3}",
            Brand = i % 11 == 0 ? null : $"b{i % 7}",
            Seller = $"s{i % 5}",
            Price = rng.NextBool(0.9) ? (decimal)Math.Round(Math.Exp(3 + rng.NextGaussian()), 2) : null,
            Cost = 2,
            Stock = rng.NextBool(0.95) ? 5 + rng.NextInt(50) : 0,
            AddedAt = Now.AddDays(-rng.NextInt(300)),
        })]);
        var clock = new ShopClock(Time);
        Segments = new SegmentStore(Catalog, clock, Time);
        Counters = new ItemCounters(Catalog, clock, new SignalOptions());
        Sessions = new SessionStore();
        for (var e = 0; e < items * 5; e++) Apply(Event(EventKind.View, $"u{rng.NextInt(50)}", $"i{(int)(items * rng.NextDouble() * rng.NextDouble())}", Now.AddHours(-rng.NextInt(500))));
        this.dimensions = dimensions;
        if (dimensions > 0) SwapModel(rng, items - cold);
        builder = new CatalogMatrixBuilder(new SignalBoard(new SignalCatalog([]), Counters, clock, new SignalOptions()));
        Ranker = MakeRanker(Options);
    }

    /// <summary>Another over the same shop.</summary>
    public Ranker MakeRanker(RankingOptions options) =>
        new(builder.Build(Catalog.Current, encoder), new ShopperEncoder(), new RulePlans(new StrategyCompiler(new ConditionIndex(Time), Time), Time), new SimdScorer(), options, Time);

    public static RankingOptions Options { get; } = new() { Deadline = TimeSpan.FromHours(1) };

    public ManualTime Time { get; }
    public CatalogStore Catalog { get; } = new();
    public ItemCounters Counters { get; }
    public SessionStore Sessions { get; }
    public SegmentStore Segments { get; }
    public Ranker Ranker { get; }

    public SessionState Shopper(int user) => Sessions.Find(new UserId($"u{user}"), null);

    public void Apply(ShopEvent e)
    {
        Counters.Apply(e, null);
        Sessions.Apply(e);
    }

    /// <summary>Another model for the first items, from the next <see cref="Refresh"/> on.</summary>
    public void SwapModel(Rng rng, int known)
    {
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, known).Select(i => new ItemId($"i{i}")));
        var embeddings = Enumerable.Range(0, vocabulary.Count * dimensions).Select(_ => (float)(rng.NextGaussian() + 0.5)).ToArray();
        encoder = new SessionEncoder(new ModelArtifact("test", vocabulary, dimensions, embeddings, DecayedMeanEncoder.Create(new EncoderOptions()),
            new TrainingRecord(JsonSerializer.SerializeToElement(new { known }), Now, 0)));
    }

    /// <summary>This model from the next <see cref="Refresh"/> on.</summary>
    public void Serve(ModelArtifact artifact) => encoder = new SessionEncoder(artifact);

    public void Refresh() => Ranker.Publish(builder.Build(Catalog.Current, encoder));

    public void Change(string id, Func<Item, Item> change) => Catalog.Upsert([change(Catalog.Current.Find(new ItemId(id))!)]);

    public static ShopEvent Event(EventKind kind, string user, string item, DateTimeOffset at) =>
        new(EventId.NewTimeOrdered(at), kind, new UserId(user), new SessionId("s-" + user), at) { ItemId = new ItemId(item) };
}
