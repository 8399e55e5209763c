namespace RecConsole.Engine.Experiments;

/// <summary>What came of an experiment. Kept by name: never rename.</summary>
public enum StopDecision
{
    /// <summary>A variant is to go live.</summary>
    Ship,

    /// <summary>The control stays, because a variant did harm.</summary>
    RollBack,

    /// <summary>The control stays; there was no effect of interest.</summary>
    KeepControl,

    /// <summary>Nothing can be said: it was broken or came too early to its end.</summary>
    Inconclusive,
}
