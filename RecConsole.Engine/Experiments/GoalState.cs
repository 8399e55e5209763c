namespace RecConsole.Engine.Experiments;

/// <summary>What is known of one goal of one arm.</summary>
public enum GoalState
{
    /// <summary>The interval holds 0 and effects that would matter.</summary>
    Undecided,

    /// <summary>Significantly better than the control.</summary>
    Better,

    /// <summary>Significantly worse than the control.</summary>
    Worse,

    /// <summary>The whole interval lies nearer to 0 than the smallest effect of interest.</summary>
    NoEffectOfInterest,
}
