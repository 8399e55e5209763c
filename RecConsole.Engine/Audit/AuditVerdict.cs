namespace RecConsole.Engine.Audit;

/// <param name="Entries">Entries found whole, from the first on.</param>
/// <param name="Head">Hash of the last of those; noted elsewhere, it also shows entries cut off at the end.</param>
/// <param name="BrokenAt">Number of the first entry that is not as it was entered, or null.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
public sealed record AuditVerdict(long Entries, string Head, long? BrokenAt, string? Problem)
{
    public bool IsWhole => BrokenAt is null;
}
