using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// Mergeable sums of interleaved sessions, one preference a session. A session's credit is what its teams' items earned in all
/// its slates: clicks, or orders. It is for the team that earned more, and tied if both earned as much.
/// </summary>
/// <param name="Sessions">All of them, those without a credit too.</param>
/// <param name="Difference">Of a session's credit: B's less A's.</param>
public readonly record struct InterleavingSums(long Sessions, long WinsA, long WinsB, MeanSums Difference)
{
    public InterleavingSums Add(double creditA, double creditB) =>
        new(Sessions + 1, WinsA + (creditA > creditB ? 1 : 0), WinsB + (creditB > creditA ? 1 : 0), Difference.Add(creditB - creditA));

    public InterleavingSums Merge(InterleavingSums other) =>
        new(Sessions + other.Sessions, WinsA + other.WinsA, WinsB + other.WinsB, Difference.Merge(other.Difference));

    public long Ties => Sessions - WinsA - WinsB;
}
