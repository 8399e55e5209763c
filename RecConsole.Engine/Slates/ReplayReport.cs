namespace RecConsole.Engine.Slates;

/// <summary>What came of recomputing a logged slate.</summary>
/// <param name="Slate">Its id.</param>
/// <param name="IsIdentical">The scores agree within rounding, and the slate is the same to the last bit of its propensities.</param>
/// <param name="LargestScoreDifference">Over the sampled top M, between the logged score and the sum of its terms; null when it could not be recomputed.</param>
/// <param name="LargestAllowed">What rounding accounts for at that item: 1e-5 of the sum of its terms' sizes.</param>
/// <param name="Item">The item of the largest difference.</param>
/// <param name="Differences">What differs or could not be recomputed, and why, in words.</param>
public sealed record ReplayReport(string Slate, bool IsIdentical, double? LargestScoreDifference, double? LargestAllowed, string? Item, IReadOnlyList<string> Differences)
{
    /// <summary>Whether there was enough to recompute it: a slate of which no sample was kept has none.</summary>
    public bool IsRecomputed => LargestScoreDifference is not null;
}
