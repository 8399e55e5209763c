namespace RecConsole.Engine.Metrics;

/// <summary>
/// Counts of one series; they add up over series and over time, and the difference of two moments is the time between.
/// </summary>
/// <param name="Slates">Slates served.</param>
/// <param name="Impressions">Items served in them. A client's impression event confirms one and adds none.</param>
/// <param name="Clicks">Served items that were clicked, each at most once.</param>
/// <param name="Carts">Attributed add-to-cart events.</param>
/// <param name="Orders">Attributed purchase events.</param>
/// <param name="Revenue">Of the attributed purchases, quantity times price, in the shop's currency.</param>
public readonly record struct SeriesCounts(long Slates, long Impressions, long Clicks, long Carts, long Orders, decimal Revenue)
{
    /// <summary>Clicked item impressions over served item impressions; null where nothing was served.</summary>
    public double? Ctr => Impressions > 0 ? (double)Clicks / Impressions : null;

    public static SeriesCounts operator +(SeriesCounts a, SeriesCounts b) => new(
        a.Slates + b.Slates, a.Impressions + b.Impressions, a.Clicks + b.Clicks, a.Carts + b.Carts, a.Orders + b.Orders, a.Revenue + b.Revenue);

    public static SeriesCounts operator -(SeriesCounts a, SeriesCounts b) => new(
        a.Slates - b.Slates, a.Impressions - b.Impressions, a.Clicks - b.Clicks, a.Carts - b.Carts, a.Orders - b.Orders, a.Revenue - b.Revenue);
}
