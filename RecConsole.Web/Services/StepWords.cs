namespace RecConsole.Web.Services;

/// <summary>What a step needs beside the draft.</summary>
public sealed record StepWords
{
    public string? Text { get; init; }
    /// <summary>As clocks in the zone show it.</summary>
    public DateTime At { get; init; }
    public string TimeZone { get; init; } = "UTC";
    /// <summary>Parts in conflict of which the live side is taken.</summary>
    public IReadOnlySet<string> TakeTheirs { get; init; } = new HashSet<string>();
}
