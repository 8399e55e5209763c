using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Simulation;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Simulation;

/// <summary>
/// The demo shop with its traffic, a recommender of the test's making and a log in memory, on a clock that the test moves.
/// </summary>
sealed class SimulatedShop
{
    public static readonly DateTimeOffset Start = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);
    public static readonly DemoShop Shop = DemoShop.Generate(DemoShop.DefaultSeed, Start);

    readonly ManualTime time = new(Start);
    int slateNumber;

    /// <param name="choose">Items of a slate, best first, for a request.</param>
    public SimulatedShop(Func<SlateRequest, IEnumerable<ItemId>> choose, int visitsPerMinute = 600, int queueCapacity = 10_000, int seed = 1)
    {
        Catalog.Replace(Shop.Items);
        Queue = new EventQueue(queueCapacity);
        Traffic = new ShopperTraffic(
            (request, _) =>
            {
                var items = choose(request).Take(request.Count).Select((id, at) => new SlateItem(id, at + 1, 1, 1, null)).ToList();
                var slate = new Slate(new SlateId($"slate-{++slateNumber}"), "test", "r", "m") { Items = items };
                Served.Add((request, slate));
                return ValueTask.FromResult(slate);
            },
            Queue, Catalog, time, DemoShop.DefaultSeed, new TrafficOptions { VisitsPerMinute = visitsPerMinute, Seed = seed });
    }

    public CatalogStore Catalog { get; } = new();
    public EventQueue Queue { get; }
    public ShopperTraffic Traffic { get; }
    public List<(SlateRequest Request, Slate Slate)> Served { get; } = [];
    public List<ShopEvent> Log { get; } = [];

    /// <summary>Lets so much time pass, tick by tick.</summary>
    public async Task RunAsync(TimeSpan duration)
    {
        for (var end = time.Now + duration; time.Now < end; time.Now += TimeSpan.FromMilliseconds(100)) await TickAsync();
    }

    /// <summary>One tick; the log takes what is handed over.</summary>
    public async Task TickAsync()
    {
        var tick = Traffic.TickAsync(CancellationToken.None);
        while (!tick.IsCompleted)
        {
            if (!Queue.Reader.TryRead(out var batch))
            {
                await Task.Yield();
                continue;
            }
            Log.AddRange(batch.Events);
            Queue.Release(batch);
            batch.Acknowledge(new EventReceipt(batch.Events.Count, 0));
        }
        await tick;
    }

    /// <summary>Clicks over served impressions.</summary>
    public double ClickThroughRate => Log.Count(e => e.Kind == EventKind.Click) / (double)Served.Sum(served => served.Slate.Items.Count);

    /// <summary>Slates of items drawn at random.</summary>
    public static Func<SlateRequest, IEnumerable<ItemId>> AtRandom(ulong seed = 3)
    {
        var rng = new Rng(seed);
        return request => Enumerable.Range(0, request.Count).Select(_ => rng.NextInt(Shop.Items.Count)).Distinct().Select(index => Shop.Items[index].Id);
    }

    /// <summary>Slates of what was viewed most in the past, of the page's department where it has one.</summary>
    public static Func<SlateRequest, IEnumerable<ItemId>> ByPopularity()
    {
        var known = Shop.Items.ToDictionary(item => item.Id);
        var popular = Shop.Events.Where(e => e.ItemId is not null).CountBy(e => e.ItemId!.Value).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).ToList();
        return request => popular.Where(id => request.Context.Category is not { } category || known[id].Category == category);
    }

    /// <summary>Slates by the shoppers' true tastes: what no recommender can know.</summary>
    public static Func<SlateRequest, IEnumerable<ItemId>> ByOracle()
    {
        var shelves = new Shelves(ShopVocabulary.Default, Shop.Items.ToArray(), DemoShop.DefaultSeed);
        var tastes = new Shoppers(ShopVocabulary.Default, DemoShop.DefaultSeed).All.ToDictionary(shopper => shopper.Id, shopper => shopper.Taste);
        var ranked = new Dictionary<(UserId, string?), IReadOnlyList<ItemId>>();
        return request =>
        {
            var key = (request.UserId!.Value, request.Context.Category);
            if (!ranked.TryGetValue(key, out var best)) ranked[key] = best = Best(tastes[key.Value], key.Category);
            return best;
        };

        IReadOnlyList<ItemId> Best(Taste taste, string? category)
        {
            var mood = new Mood(ShopVocabulary.Default, taste.Interests[0]);
            return [.. Enumerable.Range(0, Shop.Items.Count)
                .Where(index => category is null || Shop.Items[index].Category == category)
                .OrderByDescending(index => ChoiceModel.Default.Utility(taste, mood, shelves.Traits(index), Start))
                .Take(SlateRequest.MaxCount).Select(index => Shop.Items[index].Id)];
        }
    }
}
