namespace RecConsole.Engine.Strategies;

/// <summary>How a revision went live. Kept by name: never rename.</summary>
public enum PublicationKind
{
    /// <summary>Approved by somebody who had no part in it.</summary>
    Published,
    /// <summary>Published by its own author without another's approval: the only publisher, or an admin with a reason.</summary>
    Own,
    /// <summary>An earlier revision, live again.</summary>
    RolledBack,
}

/// <summary>That a revision went live, and in whose name.</summary>
/// <param name="Was">Number of the revision that was live before; 0 for none.</param>
public sealed record Publication(string Key, int Number, int Was, DateTimeOffset At, string By, string ByName, PublicationKind Kind, string? Reason);
