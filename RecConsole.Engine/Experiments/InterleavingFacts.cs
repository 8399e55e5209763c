using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>All that the verdict of an interleaving depends on, and nothing else.</summary>
/// <param name="Units">What its units are called: shoppers, sessions.</param>
/// <param name="WinsControl">Units of which the control earned more.</param>
/// <param name="Ties">Units of which both earned as much, mostly nothing.</param>
public sealed record InterleavingFacts(string Control, string Variant, string Units, long WinsControl, long WinsVariant, long Ties)
{
    /// <summary>Names of the health checks that are red.</summary>
    public IReadOnlyList<string> RedChecks { get; init; } = [];

    public double DaysRun { get; init; }

    /// <summary>Before these no verdict is given.</summary>
    public double MinimumDays { get; init; }

    /// <summary>The end of a test that is read once.</summary>
    public double PlannedDays { get; init; }

    /// <summary>Whether <see cref="PValue"/> and <see cref="Share"/> hold at every look.</summary>
    public bool MayBeReadAnyTime { get; init; }

    public double Alpha { get; init; }

    /// <summary>Of the sign test that decides.</summary>
    public double PValue { get; init; } = 1;

    /// <summary>What the variant won of the units that preferred one, with the interval that decides; null where none did.</summary>
    public Interval? Share { get; init; }

    /// <summary>How far from one half that share must lie to be of interest.</summary>
    public double LeastLead { get; init; }
}
