namespace RecConsole.Engine.Training;

/// <summary>How a training stands. Kept by name: never rename.</summary>
public enum TrainingState
{
    Running,

    /// <summary>By somebody, or because the server stopped; it can go on where it was.</summary>
    Stopped,

    /// <summary>It cannot be done as it was asked for; the account says why.</summary>
    Failed,

    /// <summary>There is a model.</summary>
    Done,
}
