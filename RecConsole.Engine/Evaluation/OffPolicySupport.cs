namespace RecConsole.Engine.Evaluation;

public enum OffPolicyVerdict
{
    /// <summary>The log shows too little of what the target would do: no figure is given.</summary>
    NotSupported,
    /// <summary>Good for the direction of a change, not for its size.</summary>
    Directional,
    Reliable,
}

/// <summary>How far a log can speak for another policy.</summary>
/// <param name="Slates">Logged slates that were used.</param>
/// <param name="EffectiveSlates">(Σ ρ)² / Σ ρ² over slots, by slots a slate: as many slates drawn by the target itself would tell as much (Kish 1965).</param>
/// <param name="UnsupportedMass">Share of the target's slots that hold what the logging policy never puts there in R + 1 draws.</param>
/// <param name="MaxWeight">Largest ρ.</param>
public sealed record OffPolicySupport(int Slates, double EffectiveSlates, double UnsupportedMass, double MaxWeight)
{
    public const double ReliableEffectiveSlates = 1_000;
    public const double ReliableUnsupportedMass = 0.05;
    public const double ReliableRelativeHalfWidth = 1.0 / 3;
    public const double DirectionalEffectiveSlates = 100;
    public const double DirectionalUnsupportedMass = 0.35;

    public OffPolicyVerdict Verdict =>
        double.IsPositiveInfinity(RelativeHalfWidth ?? 0) ? OffPolicyVerdict.NotSupported
        : EffectiveSlates >= ReliableEffectiveSlates && UnsupportedMass <= ReliableUnsupportedMass && !(RelativeHalfWidth > ReliableRelativeHalfWidth) && PropensitiesFit ? OffPolicyVerdict.Reliable
        : EffectiveSlates >= DirectionalEffectiveSlates && UnsupportedMass <= DirectionalUnsupportedMass ? OffPolicyVerdict.Directional
        : OffPolicyVerdict.NotSupported;

    /// <summary>
    /// Half of the interval as a share of its value, where the verdict is to be of the value itself and not of a change: rewards
    /// may be so rare that a log of any size says little. Infinite where no reward speaks for the target.
    /// </summary>
    public double? RelativeHalfWidth { get; init; }

    /// <summary>False where the mean of ρ, 1 under right propensities, is so far from it that the logged ones cannot be right.</summary>
    public bool PropensitiesFit { get; init; } = true;

    /// <summary>Slates beside these that were served without chance and left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Of <see cref="Slates"/>: those that were served without chance.</summary>
    public int WithoutChance { get; init; }

    /// <summary>The verdict in words, with its reasons.</summary>
    public string Sentence => Verdict switch
    {
        OffPolicyVerdict.Reliable => FormattableString.Invariant($"Reliable: the log is worth {EffectiveSlates:n0} of its {Slates:n0} slates for this draft, and shows {1 - UnsupportedMass:p0} of what the draft would."),
        OffPolicyVerdict.Directional => FormattableString.Invariant($"Directional: the log is worth {EffectiveSlates:n0} of its {Slates:n0} slates for this draft (reliable from {ReliableEffectiveSlates:n0}), and {UnsupportedMass:p0} of what the draft would show was never shown (reliable up to {ReliableUnsupportedMass:p0})."),
        _ => FormattableString.Invariant($"Not supported: the log is worth {EffectiveSlates:n0} slates for this draft (at least {DirectionalEffectiveSlates:n0} are needed), and {UnsupportedMass:p0} of what the draft would show was never shown (at most {DirectionalUnsupportedMass:p0} may be). {Remedy}"),
    } + LeftOutSentence;

    string Remedy => WithoutChance == 0 ? "A draft nearer to what is live, or more exploration in what is live, would help."
        : WithoutChance == Slates ? "All of these slates were served without chance, and a log of one fixed order says nothing of another: chance on a share of slates would help."
        : FormattableString.Invariant($"{WithoutChance:n0} of the {Slates:n0} slates were served without chance, and those with chance are too few by themselves: chance that stays on would help.");

    string LeftOutSentence => LeftOut == 0 ? ""
        : FormattableString.Invariant($" {LeftOut:n0} {(LeftOut == 1 ? "slate is" : "slates are")} left out because the strategy that served {(LeftOut == 1 ? "it" : "them")} had no chance turned on: the figures are of the requests that were served with chance.");
}
