using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>One thing that both have changed, each in another way. Names and JSON as in <see cref="RevisionChange"/>; null: not there.</summary>
public sealed record MergeConflict(string Part, string? Base, string? Mine, string? Theirs);

/// <param name="Content">Both sides' changes; where they conflict, the side that was chosen.</param>
/// <param name="Conflicts">All parts that both have changed, whichever side was taken.</param>
/// <param name="FromTheirs">Parts that only they have changed.</param>
public sealed record MergeResult(StrategyRevision Content, ImmutableArray<MergeConflict> Conflicts, ImmutableArray<string> FromTheirs);

/// <summary>
/// Brings a draft up to date: what only one side has changed since <c>base</c> is taken from that side, what both have
/// changed alike is one change, and the rest are conflicts, one for each slider, rule, and setting of the slate.
/// </summary>
public static class StrategyMerge
{
    /// <param name="takeTheirs">Parts in conflict for which theirs is taken; mine for all others.</param>
    /// <exception cref="ArgumentException">The result is no revision (more rules than are kept, say); says why.</exception>
    public static MergeResult Of(StrategyRevision @base, StrategyRevision mine, StrategyRevision theirs, IReadOnlySet<string>? takeTheirs = null)
    {
        var (baseParts, myParts, theirParts) = (RevisionParts.Of(@base).ToDictionary(StringComparer.Ordinal), RevisionParts.Of(mine), RevisionParts.Of(theirs));
        var (myByName, theirByName) = (myParts.ToDictionary(StringComparer.Ordinal), theirParts.ToDictionary(StringComparer.Ordinal));
        var conflicts = ImmutableArray.CreateBuilder<MergeConflict>();
        var fromTheirs = ImmutableArray.CreateBuilder<string>();
        var merged = new List<KeyValuePair<string, string>>();
        foreach (var name in myParts.Concat(theirParts).Select(part => part.Key).Concat(baseParts.Keys).Distinct(StringComparer.Ordinal))
        {
            var (was, my, their) = (baseParts.GetValueOrDefault(name), myByName.GetValueOrDefault(name), theirByName.GetValueOrDefault(name));
            var taken = my;
            if (my != their && their != was)
            {
                if (my == was) fromTheirs.Add(name);
                else conflicts.Add(new MergeConflict(name, was, my, their));
                if (my == was || takeTheirs?.Contains(name) == true) taken = their;
            }
            if (taken is not null) merged.Add(new(name, taken));
        }
        return new MergeResult(RevisionParts.Join(mine.Key, mine.Number, merged), conflicts.ToImmutable(), fromTheirs.ToImmutable());
    }
}
