using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>The analysis of one metric over all arms.</summary>
/// <param name="SampleRatioPValue">Chi-square of the units against the weights.</param>
public sealed record MetricResult(string Metric, MetricKind Kind, IReadOnlyList<ArmFigure> Arms, IReadOnlyList<ArmComparison> Comparisons, double SampleRatioPValue, MetricVerdict Verdict)
{
    public bool IsSampleRatioSound => SampleRatioPValue >= SampleRatioTest.Alarm;
}

/// <summary>The metric of one arm; null where it has fewer than two units, or a ratio no denominator.</summary>
public sealed record ArmFigure(string Name, long Units, double? Value, double? StandardError);

/// <summary>One arm against the control. What does not exist is null.</summary>
/// <param name="Absolute">At one look: two proportions for a binary metric, else Welch.</param>
/// <param name="AdjustedPValue">Of the difference that decides, by Holm over the comparisons of the metric.</param>
/// <param name="Sequential">Of the absolute difference, good at every look.</param>
/// <param name="Cuped">Of the absolute difference, with the covariate's share taken out.</param>
/// <param name="VarianceReduction">What the covariate explains of the variance, from 0 to 1.</param>
/// <param name="ProbabilityToBeatControl">Under Jeffreys' prior for a binary metric, else a flat one.</param>
/// <param name="Risk">What is lost on average by taking the arm although the control is better, in the metric's unit.</param>
/// <param name="Why">Why there is no absolute difference.</param>
public sealed record ArmComparison(string Arm, string Control, TestResult? Absolute, double? AdjustedPValue, TestResult? Relative, TestResult? Sequential,
    TestResult? Cuped, double? VarianceReduction, double? ProbabilityToBeatControl, double? Risk, NoStatistic Why)
{
    /// <summary>The absolute difference that the verdict is made of: without the covariate's share where one was named.</summary>
    public TestResult? Deciding => Cuped ?? Absolute;

    /// <summary>Why there is no relative difference.</summary>
    public NoStatistic RelativeWhy { get; init; } = Why;
}
