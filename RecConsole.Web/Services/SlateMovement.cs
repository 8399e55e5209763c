using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Services;

/// <summary>What became of an item from one slate to the next.</summary>
public enum MoveKind
{
    /// <summary>There was no slate before this one.</summary>
    First,
    Same,
    Up,
    Down,
    New,
    Out,
}

/// <summary>One item in two slates. Slots count from 1; null where the slate does not show it.</summary>
public readonly record struct SlateMove(ItemId ItemId, int? Before, int? After, MoveKind Kind)
{
    /// <summary>Slots gained; negative when the item fell. Zero unless it stands in both slates.</summary>
    public int Steps => Before is { } before && After is { } after ? before - after : 0;
}

/// <summary>In: the items of two slates in the order of their slots. Out: how each moved. Pure.</summary>
public static class SlateMovement
{
    /// <summary>The items of the new slate in its order, then those that left it in the order in which they stood.</summary>
    /// <param name="before">Null when there was no slate yet: nothing has moved then.</param>
    public static IReadOnlyList<SlateMove> Between(IReadOnlyList<ItemId>? before, IReadOnlyList<ItemId> after)
    {
        if (before is null) return after.Select((id, n) => new SlateMove(id, null, n + 1, MoveKind.First)).ToArray();

        var moves = new List<SlateMove>(after.Count);
        var was = Slots(before);
        var now = Slots(after);
        foreach (var (id, n) in after.Select((id, n) => (id, n)))
        {
            int? slot = was.TryGetValue(id, out var found) ? found : null;
            moves.Add(new SlateMove(id, slot, n + 1, slot is null ? MoveKind.New : slot > n + 1 ? MoveKind.Up : slot < n + 1 ? MoveKind.Down : MoveKind.Same));
        }
        foreach (var (id, n) in before.Select((id, n) => (id, n)))
            if (!now.ContainsKey(id)) moves.Add(new SlateMove(id, n + 1, null, MoveKind.Out));
        return moves;
    }

    static Dictionary<ItemId, int> Slots(IReadOnlyList<ItemId> slate)
    {
        var slots = new Dictionary<ItemId, int>(slate.Count);
        for (var n = 0; n < slate.Count; n++) slots.TryAdd(slate[n], n + 1);
        return slots;
    }
}
