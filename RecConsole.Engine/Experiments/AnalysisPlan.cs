using System.Collections.Immutable;
using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>How an experiment is going to be judged, said before it starts.</summary>
public sealed record AnalysisPlan
{
    /// <summary>Longer than this no test is worth its traffic.</summary>
    public const int MostDays = 180;

    public static AnalysisPlan Default { get; } = new();

    /// <summary>Chance of an alarm where there is nothing.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Chance to find the effect of <see cref="MinimumDetectableEffect"/> where there is one.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Change of the first goal that it is made to find, as a share of the control's value.</summary>
    public double MinimumDetectableEffect { get; init; } = 0.05;

    /// <summary>No verdict before: the days of a week differ more than its weeks.</summary>
    public double MinimumDays { get; init; } = 7;

    public double MaximumDays { get; init; } = 28;

    public Correction Correction { get; init; } = Correction.Holm;

    /// <summary>Whether it is decided by intervals that hold at every look; else only after <see cref="MaximumDays"/>.</summary>
    public bool Sequential { get; init; } = true;

    /// <summary>How long after a slate an event still counts for it.</summary>
    public double AttributionHours { get; init; } = 24;

    /// <summary>Shares of the units that enter, step by step; a plan without a ramp has one step.</summary>
    public ImmutableArray<double> RampSteps { get; init; } = [0.01, 0.05, 0.1, 0.25, 0.5, 1];

    /// <summary>How long a step is held before the next.</summary>
    public double HoldHours { get; init; } = 24;

    public TimeSpan AttributionWindow => TimeSpan.FromHours(AttributionHours);

    public TimeSpan Hold => TimeSpan.FromHours(HoldHours);

    /// <summary>What is wrong with it and what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Alpha is > 0 and <= 0.5)) yield return $"Alpha lies above 0 and at most at 0.5, mostly at 0.05; it is {Text(Alpha)}.";
        if (!(Power is > 0 and < 1)) yield return $"The power lies between 0 and 1, mostly at 0.8; it is {Text(Power)}.";
        if (!(MinimumDetectableEffect is > 0 and < 10)) yield return $"The effect to find is a share above 0, such as 0.05 for 5 %; it is {Text(MinimumDetectableEffect)}.";
        if (!(MinimumDays is >= 0 and <= MostDays) || !(MaximumDays is > 0 and <= MostDays) || MinimumDays > MaximumDays)
            yield return $"The test runs at least {Text(MinimumDays)} and at most {Text(MaximumDays)} days; it takes 0 to {MostDays}, and the least is not above the most.";
        if (!Enum.IsDefined(Correction)) yield return $"The correction is one of {string.Join(", ", Enum.GetNames<Correction>())}.";
        if (!(AttributionHours is > 0 and <= 24 * MostDays)) yield return $"Events count for a slate for some hours, such as 24; it is {Text(AttributionHours)}.";
        if (!(HoldHours is >= 0 and <= 24 * MostDays)) yield return $"A step is held for 0 hours or more, such as 24; it is {Text(HoldHours)}.";
        if (RampSteps.IsDefaultOrEmpty) yield return "The ramp has at least one step; a single step of 1 lets everybody in at once.";
        else if (!RampSteps.All(step => step is > 0 and <= 1) || !RampSteps.SequenceEqual(RampSteps.Order().Distinct()))
            yield return $"The ramp is {string.Join(", ", RampSteps.Select(Text))}; its steps lie above 0 and at most at 1, each above the one before.";
    }

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
