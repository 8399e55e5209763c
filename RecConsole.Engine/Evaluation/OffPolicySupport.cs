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
    public const double DirectionalEffectiveSlates = 100;
    public const double DirectionalUnsupportedMass = 0.35;

    public OffPolicyVerdict Verdict =>
        EffectiveSlates >= ReliableEffectiveSlates && UnsupportedMass <= ReliableUnsupportedMass ? OffPolicyVerdict.Reliable
        : EffectiveSlates >= DirectionalEffectiveSlates && UnsupportedMass <= DirectionalUnsupportedMass ? OffPolicyVerdict.Directional
        : OffPolicyVerdict.NotSupported;

    /// <summary>The verdict in words, with its reasons.</summary>
    public string Sentence => Verdict switch
    {
        OffPolicyVerdict.Reliable => FormattableString.Invariant($"Reliable: the log is worth {EffectiveSlates:n0} of its {Slates:n0} slates for this draft, and shows {1 - UnsupportedMass:p0} of what the draft would."),
        OffPolicyVerdict.Directional => FormattableString.Invariant($"Directional: the log is worth {EffectiveSlates:n0} of its {Slates:n0} slates for this draft (reliable from {ReliableEffectiveSlates:n0}), and {UnsupportedMass:p0} of what the draft would show was never shown (reliable up to {ReliableUnsupportedMass:p0})."),
        _ => FormattableString.Invariant($"Not supported: the log is worth {EffectiveSlates:n0} slates for this draft (at least {DirectionalEffectiveSlates:n0} are needed), and {UnsupportedMass:p0} of what the draft would show was never shown (at most {DirectionalUnsupportedMass:p0} may be). A draft nearer to what is live, or more exploration in what is live, would help."),
    };
}
