namespace RecConsole.Engine.Strategies;

/// <summary>One thing that differs between two revisions.</summary>
/// <param name="Part"><c>weight:KEY</c>, <c>rule:KEY</c>, <c>exploration</c>, <c>diversity</c> or <c>caps</c>.</param>
/// <param name="Before">As JSON; null where it was not there.</param>
/// <param name="After">As JSON; null where it is gone.</param>
public sealed record RevisionChange(string Part, string? Before, string? After);

/// <summary>What differs between two revisions, whatever ranks and what does not (titles, bounds, disabled rules). The order of rules is no difference.</summary>
public static class RevisionDiff
{
    public static IReadOnlyList<RevisionChange> Between(StrategyRevision before, StrategyRevision after)
    {
        var (old, now) = (RevisionParts.Of(before), RevisionParts.Of(after));
        var (oldByName, nowByName) = (old.ToDictionary(StringComparer.Ordinal), now.ToDictionary(StringComparer.Ordinal));
        return
        [
            .. from name in now.Concat(old).Select(part => part.Key).Distinct(StringComparer.Ordinal)
               let change = new RevisionChange(name, oldByName.GetValueOrDefault(name), nowByName.GetValueOrDefault(name))
               where change.Before != change.After
               select change,
        ];
    }
}
