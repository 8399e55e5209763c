using System.Collections.Immutable;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// A time of an experiment in which units keep their variant. More traffic in the same split stays in the phase: who is in
/// stays in its arm. Another split opens a new phase with a new seed, since units would move from arm to arm and carry over
/// what they saw; results are of one phase. A bandit's phases are its periods, opened as its shares move: its results are of all.
/// </summary>
/// <param name="Number">Counts the phases of an experiment from 1.</param>
/// <param name="Seed">Of the hash that spreads the units over the variants.</param>
public sealed record ExperimentPhase(int Number, DateTimeOffset StartedAt, string Seed)
{
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of the variants, in their order.</summary>
    public ImmutableArray<double> Weights { get; init; } = [];

    /// <summary>Of a bandit's period: by variant, the probability of being the best that its weights were made of; none in the first, which nothing was known before.</summary>
    public ImmutableArray<double> Best { get; init; } = [];

    /// <summary>In the order of time; the first is that of the start.</summary>
    public ImmutableArray<RampStep> Steps { get; init; } = [];

    /// <summary>Share of the units that enter now.</summary>
    public double Share => Steps.IsDefaultOrEmpty ? 0 : Steps[^1].Share;

    /// <summary>The share before it was paused, or now.</summary>
    public double OpenShare => Steps.IsDefaultOrEmpty ? 0 : Steps.LastOrDefault(step => step.Share > 0).Share;

    /// <summary>Since when the share is as it is.</summary>
    public DateTimeOffset SteppedAt => Steps.IsDefaultOrEmpty ? StartedAt : Steps[^1].At;

    /// <summary>The seed of an experiment's phase. The first is seeded by the key alone, as GrowthBook's clients do.</summary>
    public static string SeedOf(string key, int number) => number == 1 ? key : $"{key}/{number}";
}
