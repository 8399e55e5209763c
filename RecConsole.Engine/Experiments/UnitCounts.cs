namespace RecConsole.Engine.Experiments;

/// <summary>What one unit was shown and did in one day of its own. Sums, so that days add up.</summary>
/// <param name="Slates">Served to it by the experiment; so are impressions, latency and categories.</param>
/// <param name="Impressions">Items in them.</param>
/// <param name="Clicks">First clicks on these items.</param>
/// <param name="Carts">Additions to the cart, of any item: what a better slate moves from elsewhere in the shop is no gain.</param>
/// <param name="Orders">Purchases, of any item.</param>
/// <param name="Revenue">Of all purchases, in the shop's currency.</param>
/// <param name="Margin">Revenue less cost; purchases whose item's cost is unknown count with 0.</param>
/// <param name="LatencyMs">Sum over slates.</param>
/// <param name="Categories">Different categories of each slate, summed.</param>
public readonly record struct UnitCounts(int Slates, int Impressions, int Clicks, int Carts, int Orders, double Revenue, double Margin, double LatencyMs, int Categories)
{
    public static UnitCounts operator +(in UnitCounts a, in UnitCounts b) => new(
        a.Slates + b.Slates, a.Impressions + b.Impressions, a.Clicks + b.Clicks, a.Carts + b.Carts, a.Orders + b.Orders,
        a.Revenue + b.Revenue, a.Margin + b.Margin, a.LatencyMs + b.LatencyMs, a.Categories + b.Categories);
}
