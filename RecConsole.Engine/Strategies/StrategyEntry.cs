namespace RecConsole.Engine.Strategies;

/// <summary>A strategy as the console lists it.</summary>
/// <param name="Live">What ranks now; null where only a draft exists.</param>
/// <param name="LatestPublication">When that went live and by whom; null for the strategy that a new shop starts with.</param>
/// <param name="RollsBackTo">Number of the revision that rolling back makes live again; null where there is no earlier one.</param>
public sealed record StrategyEntry(string Key, StrategyRevision? Live, StrategyDraft? Draft, Publication? LatestPublication, int? RollsBackTo)
{
    /// <summary>Whether another revision went live since the draft began.</summary>
    public bool IsStale => Draft is { } draft && Live is { } live && draft.BasedOn != live.Number;
}
