using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>On which requests a rule holds: every clause that is given must; within a list, one value (case does not matter).</summary>
public sealed record RequestCondition
{
    public static RequestCondition Always { get; } = new();

    public ImmutableArray<string> Placements { get; init; } = [];
    /// <summary>Words (or phrases) of which the search must contain one, as whole words: "ring" is not in "earrings".</summary>
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

    /// <summary>What is wrong with the clauses and what would be right, or null.</summary>
    internal string? Problem() =>
        Placements.Concat(QueryWords).Concat(CategoryPages).Concat(Segments).Concat(Devices).Any(string.IsNullOrWhiteSpace)
            ? "a placement, query word, category page, segment or device is empty; leave it away"
            : When?.Problem();

    bool QueryHolds(string? query)
    {
        if (QueryWords.IsEmpty) return true;
        if (query is null) return false;
        foreach (var word in QueryWords)
            if (HasWord(query, word.AsSpan().Trim())) return true;
        return false;
    }

    static bool HasWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        var isInside = false; // whether the character before the text left over belongs to a word
        while (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var end = at + word.Length;
            var isBegun = at == 0 ? isInside : char.IsLetterOrDigit(text[at - 1]);
            if (!isBegun && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
            isInside = char.IsLetterOrDigit(text[at]);
            text = text[(at + 1)..];
        }
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
