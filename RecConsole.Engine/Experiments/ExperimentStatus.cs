namespace RecConsole.Engine.Experiments;

/// <summary>Where an experiment is in its course. Kept by name: never rename.</summary>
public enum ExperimentStatus
{
    /// <summary>It can still be changed freely; nobody sees it but the forced units.</summary>
    Draft,

    Running,

    /// <summary>Everybody sees what is live; it goes on with the same units in the same variants.</summary>
    Paused,

    /// <summary>For good.</summary>
    Stopped,
}
