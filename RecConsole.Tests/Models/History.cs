using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

/// <summary>Small histories of a shop: one event a minute.</summary>
sealed class History
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    readonly List<ShopEvent> events = [];

    public IReadOnlyList<ShopEvent> Events => events;

    public History Add(string user, string session, EventKind kind, params string[] items)
    {
        foreach (var item in items)
            events.Add(new ShopEvent(new RecConsole.Engine.Events.EventId($"e{events.Count}"), kind, new UserId(user), new SessionId(session), Start.AddMinutes(events.Count))
            {
                ItemId = new ItemId(item),
            });
        return this;
    }

    /// <summary>Sessions of five items of one cluster each (items "c3-i07"), every fifth with one item of any cluster.</summary>
    public static IReadOnlyList<ShopEvent> Clusters(int clusters, int itemsPerCluster, int sessions, ulong seed)
    {
        var rng = new Rng(seed);
        var history = new History();
        for (var s = 0; s < sessions; s++)
        {
            var cluster = rng.NextInt(clusters);
            for (var i = 0; i < 5; i++) history.Add($"u{s}", $"s{s}", EventKind.View, Item(cluster, rng.NextInt(itemsPerCluster)));
            if (s % 5 == 0) history.Add($"u{s}", $"s{s}", EventKind.View, Item(rng.NextInt(clusters), rng.NextInt(itemsPerCluster)));
        }
        return history.Events;
    }

    /// <summary>
    /// Shoppers who come back in turn and view five items of their cluster each time, so that a cut by time has them on both sides. More
    /// sessions only add to fewer; from <paramref name="growsAt"/> on each cluster has a fifth more items.
    /// </summary>
    public static IReadOnlyList<ShopEvent> Returning(int shoppers, int clusters, int itemsPerCluster, int sessions, ulong seed, int growsAt = int.MaxValue)
    {
        var rng = new Rng(seed);
        var history = new History();
        for (var s = 0; s < sessions; s++)
        {
            var shopper = s % shoppers;
            var items = s < growsAt ? itemsPerCluster : itemsPerCluster * 6 / 5;
            for (var i = 0; i < 5; i++) history.Add($"u{shopper}", $"s{s}", EventKind.View, Item(shopper % clusters, rng.NextInt(items)));
        }
        return history.Events;
    }

    static string Item(int cluster, int item) => $"c{cluster}-i{item:00}";
}
