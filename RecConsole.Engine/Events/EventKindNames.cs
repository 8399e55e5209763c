using System.Collections.Frozen;

namespace RecConsole.Engine.Events;

/// <summary>The names of event kinds in the API, in files and on pages.</summary>
public static class EventKindNames
{
    static readonly FrozenDictionary<string, EventKind> ByName = new Dictionary<string, EventKind>(StringComparer.Ordinal)
    {
        ["impression"] = EventKind.Impression,
        ["view"] = EventKind.View,
        ["click"] = EventKind.Click,
        ["add_to_cart"] = EventKind.AddToCart,
        ["remove_from_cart"] = EventKind.RemoveFromCart,
        ["purchase"] = EventKind.Purchase,
        ["search"] = EventKind.Search,
        ["rate"] = EventKind.Rate,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<EventKind, string> ByKind = ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All names, for messages.</summary>
    public static string All { get; } = string.Join(", ", ByName.OrderBy(pair => pair.Value).Select(pair => pair.Key));

    public static bool TryParse(string? name, out EventKind kind)
    {
        kind = default;
        return name is not null && ByName.TryGetValue(name, out kind);
    }

    public static string Name(this EventKind kind) => ByKind[kind];
}
