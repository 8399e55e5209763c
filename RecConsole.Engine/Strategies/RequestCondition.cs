using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>On which requests a rule holds: every clause that is given must; within a list, one value (case does not matter).</summary>
public sealed record RequestCondition
{
    public static RequestCondition Always { get; } = new();

    public ImmutableArray<string> Placements { get; init; } = [];
    /// <summary>Words that the search must contain, one of them.</summary>
    public ImmutableArray<string> QueryWords { get; init; } = [];
    /// <summary>Pages of these categories.</summary>
    public ImmutableArray<string> CategoryPages { get; init; } = [];
    public ImmutableArray<string> Segments { get; init; } = [];
    public ImmutableArray<string> Devices { get; init; } = [];
    public TimeWindow? When { get; init; }

    public bool Holds(string placement, RequestContext context, DateTimeOffset now) =>
        OneOf(Placements, placement)
        && OneOf(CategoryPages, context.Category)
        && OneOf(Segments, context.Segment)
        && OneOf(Devices, context.Device)
        && QueryHolds(context.Query)
        && (When is null || When.Contains(now));

    bool QueryHolds(string? query)
    {
        if (QueryWords.IsEmpty) return true;
        if (query is null) return false;
        foreach (var word in QueryWords)
            if (query.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    static bool OneOf(ImmutableArray<string> wanted, string? value)
    {
        if (wanted.IsEmpty) return true;
        foreach (var one in wanted)
            if (string.Equals(one, value, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
