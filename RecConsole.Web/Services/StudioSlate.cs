using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Services;

/// <summary>One side of a preview.</summary>
/// <param name="Hash">Of the revision as it is, its exploration included: what the log would name.</param>
/// <param name="Notes">Pins that do not hold, caps that pins broke, in words.</param>
public sealed record StudioSlate(string Hash, IReadOnlyList<StudioItem> Items, IReadOnlyList<string> Notes)
{
    /// <summary>Whether chance drew the order.</summary>
    public bool Explored { get; init; }

    public StudioItem? Find(ItemId id) => Items.FirstOrDefault(item => item.Item.Id == id);
}

/// <summary>One slot of a preview.</summary>
/// <param name="Slot">From 1.</param>
/// <param name="ScoreRank">Place by score alone, from 1; null for a pinned item beyond the top M.</param>
/// <param name="Terms">By name; they add up to the score.</param>
public sealed record StudioItem(Item Item, int Slot, float Score, int? ScoreRank, IReadOnlyDictionary<string, float> Terms)
{
    /// <summary>What people call the rule that pins it, or null.</summary>
    public string? PinnedBy { get; init; }

    /// <summary>What kept it out of a better slot, in words, or null.</summary>
    public string? PutOff { get; init; }
}

/// <summary>Live and draft for one shopper, on the same catalogue, signals, model and chance.</summary>
/// <param name="Moves">The draft's items in their order, then those that it no longer shows.</param>
public sealed record StudioComparison(StudioRequest Request, StudioSlate Live, StudioSlate Draft, IReadOnlyList<SlateMove> Moves)
{
    public bool HasModel { get; init; }

    /// <summary>Why there is nothing to compare, in words, or null.</summary>
    public string? Problem { get; init; }

    public double TookMs { get; init; }

    public int Moved => Moves.Count(move => move.Kind is not (MoveKind.Same or MoveKind.First));

    public SlateMove? MoveOf(ItemId id)
    {
        foreach (var move in Moves)
            if (move.ItemId == id) return move;
        return null;
    }
}
