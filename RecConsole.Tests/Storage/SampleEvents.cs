using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Tests.Storage;

/// <summary>Events to log.</summary>
static class SampleEvents
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ShopEvent View(string id, string user = "u1", string item = "i1") =>
        new(new EventId(id), EventKind.View, new UserId(user), new SessionId("s-" + user), Start) { ItemId = new ItemId(item) };

    public static List<ShopEvent> Views(int from, int count) => Enumerable.Range(from, count).Select(n => View($"e{n}")).ToList();
}
