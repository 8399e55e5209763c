using System.Globalization;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>What can be moved to bring an item to a rank.</summary>
public enum RankLever
{
    /// <summary>A weight, inside its bounds.</summary>
    Weight,
    /// <summary>The strength of a boost or bury that is active for the request.</summary>
    RuleStrength,
    /// <summary>A boost of its own for the item.</summary>
    NewBoost,
}

/// <summary>The smallest change of one weight or strength that brings an item to a rank, or that there is none within the bounds.</summary>
/// <param name="Key">Of the weight or the rule.</param>
/// <param name="From">The value as it is.</param>
/// <param name="Bounds">What it may be set to.</param>
public sealed record RankChange(RankLever Lever, string Key, float From, WeightBounds Bounds)
{
    /// <summary>What people call the rule whose strength is moved; null where no rule is.</summary>
    public string? RuleName { get; init; }

    /// <summary>The value that reaches the rank; null where none within the bounds does.</summary>
    public float? To { get; init; }

    /// <summary>The rank that was found by ranking the whole catalogue under <see cref="Revision"/>; null where there is none.</summary>
    public int? Rank { get; init; }

    /// <summary>The revision with the change made; null where there is none.</summary>
    public StrategyRevision? Revision { get; init; }

    /// <summary>How far the value moves, in standard deviations of score: comparable between levers.</summary>
    public float? Size => To is { } to ? Math.Abs(to - From) : null;

    public string Sentence
    {
        get
        {
            FormattableString text = (Lever, To) switch
            {
                (RankLever.Weight, { } to) => $"The weight of {Key} from {From:0.####} to {to:0.####} brings it to rank {Rank}.",
                (RankLever.RuleStrength, { } to) => $"The strength of rule '{RuleName ?? Key}' from {From:0.####} to {to:0.####} brings it to rank {Rank}.",
                (RankLever.NewBoost, { } to) => $"A boost of {to:0.####} on this item alone brings it to rank {Rank}.",
                (RankLever.Weight, null) => $"No weight of {Key} from {Bounds} brings it there.",
                (RankLever.RuleStrength, null) => $"No strength of rule '{RuleName ?? Key}' from {Bounds} brings it there.",
                _ => $"No boost up to {Bounds.Max} on this item alone brings it there.",
            };
            return text.ToString(CultureInfo.InvariantCulture);
        }
    }
}
