using RecConsole.Engine.Import;

namespace RecConsole.Web.Services;

/// <summary>One import through the console, at one moment: immutable, swapped by <see cref="ImportDesk"/>.</summary>
/// <param name="Files">Names as they were uploaded.</param>
/// <param name="Progress">Of the reading, 0 to 1.</param>
public sealed record ImportRun(string Format, string Files, ImportStage Stage, double Progress, long Rows)
{
    /// <summary>Once the rows are read.</summary>
    public ImportOutcome? Outcome { get; init; }
    /// <summary>Why it failed, in words that say what would be right.</summary>
    public string? Problem { get; init; }
    public double Seconds { get; init; }

    public bool IsRunning => Stage is ImportStage.Reading or ImportStage.Storing;
}

/// <summary>What the rows came to; the items and events themselves are in the shop by then.</summary>
public sealed record ImportOutcome(ImportAccount Account, int Items, int Events, int Users, IReadOnlyList<string> Notes, ImportScope Scope)
{
    public static ImportOutcome Of(ImportedShop shop) => new(shop.Account, shop.Items.Count, shop.Events.Count, shop.Users, shop.Notes, shop.Scope);
}
