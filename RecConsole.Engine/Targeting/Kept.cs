namespace RecConsole.Engine.Targeting;

/// <summary>A segment or campaign as it is kept: its latest version, and who made it.</summary>
/// <param name="Version">Counts the changes of its key from 1: whoever changes it names the version that they have seen.</param>
public sealed record Kept<T>(T Content, long Version, DateTimeOffset ChangedAt, string ChangedBy) where T : ITarget;
