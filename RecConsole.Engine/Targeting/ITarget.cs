namespace RecConsole.Engine.Targeting;

/// <summary>What people define once and name often: a segment of shoppers, or a campaign of items.</summary>
public interface ITarget
{
    /// <summary>Names it for good: in rules, in the log, in addresses.</summary>
    string Key { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>What is wrong with it and what would be right, or null.</summary>
    string? Problem();
}
