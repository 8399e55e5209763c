namespace RecConsole.Engine.Metrics;

/// <summary>All that happened in the shop within the frame's window, whether a slate led to it or not.</summary>
/// <param name="Sessions">Sessions with any event or slate.</param>
/// <param name="SessionsWithOrder">Those of them with a purchase.</param>
/// <param name="Orders">Purchase events.</param>
/// <param name="Revenue">In the shop's currency.</param>
public sealed record ShopTotals(int Sessions, int SessionsWithOrder, long Orders, decimal Revenue)
{
    public static ShopTotals None { get; } = new(0, 0, 0, 0);

    public double? Conversion => Sessions > 0 ? (double)SessionsWithOrder / Sessions : null;
}
