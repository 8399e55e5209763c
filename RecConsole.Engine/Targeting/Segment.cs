namespace RecConsole.Engine.Targeting;

/// <summary>A named set of shoppers that rules can ask for. Of the segments that a shopper fits, the first in order is theirs.</summary>
public sealed record Segment(string Key, string Name) : ITarget
{
    public const int Most = 100;
    public const int MaxOrder = 10_000;

    /// <summary>When it is asked about: the lowest first. 0: after all others.</summary>
    public int Order { get; init; }

    public ShopperCondition Shoppers { get; init; } = ShopperCondition.Everybody;

    public string? Problem() => TargetKey.Problem("segment", Key, Name)
        ?? (Order is < 0 or > MaxOrder ? $"The order of a segment lies between 1 and {MaxOrder}; 0, or none, puts it last." : null)
        ?? Shoppers.Problem();

    /// <summary>
    /// What has to be written so that a segment stands at its order: it first, then those that step back for it. No two have one
    /// order. One without an order keeps the one it had; a new one comes last.
    /// </summary>
    public static IReadOnlyList<Segment> Arrange(IReadOnlyList<Segment> all, Segment saved)
    {
        if (saved.Order == 0)
            saved = saved with { Order = all.FirstOrDefault(one => one.Key == saved.Key)?.Order ?? all.Select(one => one.Order).DefaultIfEmpty().Max() + 1 };
        var written = new List<Segment> { saved };
        var place = saved.Order;
        foreach (var other in all.Where(one => one.Key != saved.Key && one.Order >= saved.Order).OrderBy(one => one.Order))
        {
            if (other.Order > place) break; // a gap: nobody behind it has to move
            written.Add(other with { Order = ++place });
        }
        return written;
    }
}
