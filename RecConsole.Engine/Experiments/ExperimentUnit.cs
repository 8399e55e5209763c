namespace RecConsole.Engine.Experiments;

/// <summary>What an experiment assigns to a variant and counts. Kept by name: never rename.</summary>
public enum ExperimentUnit
{
    /// <summary>A person who is known by an id; requests without one do not enter.</summary>
    Shopper,

    /// <summary>A visit; requests without a session do not enter.</summary>
    Session,
}
