using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Impact;

/// <summary>A request of the log, to be asked again of the shop as it is now.</summary>
/// <param name="Query">Shopper, placement and context; its revision is replaced.</param>
/// <param name="Slots">Slots asked for.</param>
/// <param name="Seed">Of its chance.</param>
/// <param name="Visit">Session, or shopper where there is none: as the lab opens it.</param>
/// <param name="IsShopper">Whether <paramref name="Visit"/> names a shopper, not a session.</param>
public sealed record TrafficRequest(RankQuery Query, int Slots, ulong Seed, string Visit, bool IsShopper = false)
{
    /// <summary>False where nobody asked: the shopper's latest state, as if it asked now.</summary>
    public bool IsLogged { get; init; } = true;

    /// <summary>Who asked, where the shop knows.</summary>
    public string? Shopper { get; init; }
}
