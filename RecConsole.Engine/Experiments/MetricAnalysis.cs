using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>In: the arms' sums of one metric. Out: every figure of the result, and the verdict. Higher is better.</summary>
public static class MetricAnalysis
{
    /// <param name="control">Name of the arm that the others are compared with.</param>
    /// <param name="hasCovariate">Whether the sums hold a covariate of before the experiment.</param>
    /// <param name="weights">Of the arms, in their order: how units should be shared out; null for equal shares.</param>
    /// <exception cref="ArgumentException">No arm has the control's name, or there are as many weights as arms not.</exception>
    public static MetricResult Run(string metric, MetricKind kind, IReadOnlyList<ArmSums> arms, string control, bool hasCovariate, IReadOnlyList<double>? weights = null)
    {
        var against = arms.FirstOrDefault(arm => arm.Name == control)
            ?? throw new ArgumentException($"No arm is called '{control}'; there are {string.Join(", ", arms.Select(arm => $"'{arm.Name}'"))}.", nameof(control));
        if (weights is not null && weights.Count != arms.Count) throw new ArgumentException($"There are {arms.Count} arms and {weights.Count} weights: each arm has one.", nameof(weights));
        var ratio = SampleRatioTest.PValue([.. arms.Select(arm => arm.Units)], weights is null ? [.. arms.Select(_ => 1.0)] : [.. weights]);
        var compared = Adjusted([.. arms.Where(arm => arm != against).Select(arm => Compare(kind, against, arm, hasCovariate))]);
        return new MetricResult(metric, kind, [.. arms.Select(arm => Figure(kind, arm))], compared, ratio,
            MetricVerdict.Of(metric, compared, ratio >= SampleRatioTest.Alarm, ratio));
    }

    static ArmFigure Figure(MetricKind kind, ArmSums arm) => new(arm.Name, arm.Units, arm.Moments(kind)?.Mean, arm.Moments(kind)?.StandardError);

    static ArmComparison[] Adjusted(ArmComparison[] comparisons)
    {
        var places = Enumerable.Range(0, comparisons.Length).Where(i => comparisons[i].Deciding is not null).ToArray();
        var adjusted = MultipleTests.Holm([.. places.Select(i => comparisons[i].Deciding!.PValue)]);
        foreach (var (rank, place) in places.Index()) comparisons[place] = comparisons[place] with { AdjustedPValue = adjusted[rank] };
        return comparisons;
    }

    static ArmComparison Compare(MetricKind kind, ArmSums control, ArmSums arm, bool hasCovariate)
    {
        var none = new ArmComparison(arm.Name, control.Name, null, null, null, null, null, null, null, null, NoStatistic.TooFewUnits);
        if (control.Units < 2 || arm.Units < 2) return none;
        if (control.Moments(kind) is not { } a || arm.Moments(kind) is not { } b) return none with { Why = NoStatistic.DenominatorIsZero };
        var absolute = kind == MetricKind.Binary ? TwoProportionTest.Run(control.Values.Y, control.Units, arm.Values.Y, arm.Units) : WelchTest.Run(a, b, DifferenceKind.Absolute);
        var relative = WelchTest.Run(a, b, DifferenceKind.Relative);
        var posterior = GaussianPosterior.Of(a, b, DifferenceKind.Absolute);
        var compared = none with
        {
            Absolute = absolute.Value,
            Relative = relative.Value,
            RelativeWhy = relative.Why,
            Sequential = ConfidenceSequence.Run(a, b, DifferenceKind.Absolute).Value,
            ProbabilityToBeatControl = posterior.Value?.ProbabilityToBeatControl,
            Risk = posterior.Value?.RiskOfTreatment,
            Why = absolute.Why,
        };
        if (kind == MetricKind.Binary)
        {
            var (rate, other) = (BetaPosterior.Of(arm.Values.Y, arm.Units), BetaPosterior.Of(control.Values.Y, control.Units));
            compared = compared with { ProbabilityToBeatControl = rate.ProbabilityToBeat(other), Risk = rate.RiskAgainst(other) };
        }
        if (!hasCovariate || WithoutCovariate(kind, control, arm) is not var (adjusted, adjustedArm)) return compared;
        var (before, beforeArm) = kind == MetricKind.Ratio ? (a, b) : (control.Values.Metric.Moments, arm.Values.Metric.Moments);
        var variance = ArmDifference.Variance(before, beforeArm, DifferenceKind.Absolute);
        return compared with
        {
            Cuped = WelchTest.Run(adjusted, adjustedArm, DifferenceKind.Absolute).Value,
            VarianceReduction = variance > 0 ? 1 - ArmDifference.Variance(adjusted, adjustedArm, DifferenceKind.Absolute) / variance : null,
        };
    }

    /// <summary>Both arms with the covariate's share taken out.</summary>
    static (SampleMoments Control, SampleMoments Arm)? WithoutCovariate(MetricKind kind, ArmSums control, ArmSums arm)
    {
        if (kind == MetricKind.Ratio)
        {
            var (a, b) = (control.WithCovariate, arm.WithCovariate);
            return RatioCovariateSums.Theta(a, b) is { } share && a.Adjusted(share) is { } first && b.Adjusted(share) is { } second ? (first, second) : null;
        }
        var theta = CovariateSums.Theta(control.Values, arm.Values);
        var center = control.Values.Covariate.Merge(arm.Values.Covariate).Mean;
        return (control.Values.Adjusted(theta, center), arm.Values.Adjusted(theta, center));
    }
}
