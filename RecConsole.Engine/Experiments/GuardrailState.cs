namespace RecConsole.Engine.Experiments;

/// <summary>What is known of one guardrail of one arm.</summary>
public enum GuardrailState
{
    /// <summary>The interval holds the margin.</summary>
    Undecided,

    /// <summary>Worse by less than the margin, significantly; better counts too.</summary>
    NonInferior,

    /// <summary>Worse by more than nothing, significantly, and the margin not excluded: harm that is shown.</summary>
    Inferior,
}
