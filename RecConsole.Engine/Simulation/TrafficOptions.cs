namespace RecConsole.Engine.Simulation;

/// <summary>How lively the demo shop is: the section <c>Simulation</c> of the settings.</summary>
public sealed record TrafficOptions
{
    public const string Section = "Simulation";

    /// <summary>Whether shoppers come at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Visits that begin each minute; each asks for about five slates.</summary>
    public int VisitsPerMinute { get; init; } = 300;

    /// <summary>Seed of what the shoppers do; who they are is part of the shop.</summary>
    public int Seed { get; init; } = 1;
}
