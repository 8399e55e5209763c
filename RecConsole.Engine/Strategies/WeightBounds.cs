using System.Globalization;

namespace RecConsole.Engine.Strategies;

/// <summary>Between what values a weight may be set: by a slider, by a suggestion, by an agent that learns.</summary>
public readonly record struct WeightBounds(float Min, float Max)
{
    /// <summary>Of a signal or of price fit for which nobody has drawn bounds.</summary>
    public static WeightBounds OfSignal { get; } = new(-3, 3);

    /// <summary>Of relevance, when nobody has drawn bounds: what fits a shopper less is not shown first.</summary>
    public static WeightBounds OfRelevance { get; } = new(0, 3);

    public bool Contains(float weight) => weight >= Min && weight <= Max;

    /// <summary>The same, wide enough for a weight.</summary>
    internal WeightBounds Including(float weight) => new(Math.Min(Min, weight), Math.Max(Max, weight));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Min} to {Max}");

    /// <summary>What is wrong with the bounds and what would be right, or null.</summary>
    internal string? Problem(string key, float weight)
    {
        if (!(Min >= -StrategyRevision.MaxWeight && Max <= StrategyRevision.MaxWeight && Min <= Max))
            return $"The bounds of '{key}' are {this}; they must lie between -{StrategyRevision.MaxWeight} and {StrategyRevision.MaxWeight}, the lower one first.";
        return Contains(weight) ? null : string.Create(CultureInfo.InvariantCulture, $"The weight of '{key}' is {weight}; its bounds are {this}: change the one or the other.");
    }
}
