using System.Collections.Immutable;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// A test of variants against each other on live requests. Immutable; each change of it is another with the next
/// <see cref="Version"/>, and all are kept. Which unit is in which variant follows from the definition alone
/// (<see cref="Bucketing"/>): nothing is remembered of units, so a restart changes nothing.
/// </summary>
/// <param name="Key">Names it for good: in slates, in the log, in addresses. Never given twice, since the hash of the first phase is seeded by it.</param>
/// <param name="Name">What people call it.</param>
public sealed record Experiment(string Key, string Name)
{
    /// <summary>What is expected of it, and why.</summary>
    public string Hypothesis { get; init; } = "";

    /// <summary>Id of the person who made it.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>What that person is called.</summary>
    public string Owner { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts all changes of it from 1: whoever changes it names the version that they have seen.</summary>
    public long Version { get; init; }

    /// <summary>How the variants are compared.</summary>
    public ExperimentMethod Method { get; init; } = ExperimentMethod.Split;

    /// <summary>How a bandit shares out its traffic; null unless the method is <see cref="ExperimentMethod.Bandit"/>.</summary>
    public BanditPlan? Bandit { get; init; }

    /// <summary>What is assigned and counted.</summary>
    public ExperimentUnit Unit { get; init; } = ExperimentUnit.Shopper;

    /// <summary>The part of a layer's units that may enter; experiments that share a layer and no part of it share no unit.</summary>
    public LayerSlice Layer { get; init; } = LayerSlice.All;

    /// <summary>Where it applies; null everywhere.</summary>
    public ImmutableArray<string>? Placements { get; init; }

    /// <summary>Key of the segment that it applies to; null for all shoppers.</summary>
    public string? Segment { get; init; }

    /// <summary>The first is the control.</summary>
    public ImmutableArray<Variant> Variants { get; init; } = [];

    public ImmutableArray<ExperimentMetric> Metrics { get; init; } = [];

    public AnalysisPlan Plan { get; init; } = AnalysisPlan.Default;

    /// <summary>The variant that some units see in any case, whatever the hash says: for a look before and during the test. They are in no figure.</summary>
    public ImmutableSortedDictionary<string, string> Forced { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>In their order; none before the start. Only the last can be open.</summary>
    public ImmutableArray<ExperimentPhase> Phases { get; init; } = [];

    public ExperimentStatus Status { get; init; } = ExperimentStatus.Draft;

    /// <summary>When and why it ended, and what came of it; null before.</summary>
    public ExperimentEnd? End { get; init; }

    public Variant Control => Variants[0];

    /// <summary>The last phase; null before the start.</summary>
    public ExperimentPhase? Phase => Phases.IsDefaultOrEmpty ? null : Phases[^1];

    /// <summary>When the first phase began.</summary>
    public DateTimeOffset? StartedAt => Phases.IsDefaultOrEmpty ? null : Phases[0].StartedAt;

    /// <summary>When it was stopped.</summary>
    public DateTimeOffset? StoppedAt => End?.At;

    public bool IsRunning => Status == ExperimentStatus.Running;

    /// <summary>Share of the units of its layer's part that enter now: 0 unless it runs.</summary>
    public double Traffic => IsRunning && Phase is { } phase ? phase.Share : 0;

    public bool AppliesTo(string placement) => Placements is not { } named || named.Contains(placement, StringComparer.Ordinal);

    public Variant? FindVariant(string name) => Variants.FirstOrDefault(variant => variant.Name == name);

    /// <summary>All that is wrong with the definition, each with what would be right; empty where it can be kept.</summary>
    public IReadOnlyList<string> Problems() => ExperimentFaults.Of(this);
}
