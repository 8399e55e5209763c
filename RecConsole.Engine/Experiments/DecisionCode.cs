namespace RecConsole.Engine.Experiments;

/// <summary>What is to be done with an arm.</summary>
public enum DecisionCode
{
    /// <summary>A check is red: no figure can be trusted until it is mended.</summary>
    Unhealthy,

    /// <summary>It does harm.</summary>
    RollBack,

    /// <summary>Better in at least one goal, worse in none, and non-inferior in every guardrail.</summary>
    Ship,

    /// <summary>Of a bandit: the control is the best of its arms.</summary>
    KeepControl,

    /// <summary>Nothing that would matter lies between it and the control.</summary>
    NoEffectOfInterest,

    /// <summary>Of an interleaving: shoppers prefer it to the control.</summary>
    Preferred,

    /// <summary>Of an interleaving: shoppers prefer the control.</summary>
    NotPreferred,

    /// <summary>Too early, or not decided yet.</summary>
    KeepRunning,

    /// <summary>The planned time is over and nothing is decided: more traffic or a larger effect would be needed.</summary>
    Inconclusive,
}
