namespace RecConsole.Engine.Graph;

/// <summary>The device in use and, where it is not the one asked for, why not: words for the console.</summary>
public sealed record DeviceChoice(ComputeDevice Device, string? FallbackReason);
