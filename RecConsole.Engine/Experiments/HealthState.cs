namespace RecConsole.Engine.Experiments;

/// <summary>What a health check says.</summary>
public enum HealthState
{
    /// <summary>Looked at, and sound.</summary>
    Green,

    /// <summary>To be looked at; the verdict stands.</summary>
    Amber,

    /// <summary>Replaces the verdict.</summary>
    Red,

    /// <summary>There is not enough to look at, or it does not apply; the sentence says which.</summary>
    NotYet,
}
