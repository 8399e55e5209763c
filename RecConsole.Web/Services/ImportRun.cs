using RecConsole.Engine.Import;

namespace RecConsole.Web.Services;

/// <summary>One import through the console, at one moment: immutable, swapped by <see cref="ImportDesk"/>.</summary>
/// <param name="Files">Names as they were uploaded.</param>
/// <param name="Progress">Of the reading, 0 to 1.</param>
public sealed record ImportRun(string Format, string Files, ImportStage Stage, double Progress, long Rows)
{
    /// <summary>Once it is done.</summary>
    public ImportReport? Report { get; init; }
    /// <summary>Why it failed, in words that say what would be right.</summary>
    public string? Problem { get; init; }

    public bool IsRunning => Stage is ImportStage.Reading or ImportStage.Storing;
}
