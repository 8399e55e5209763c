using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// Which relative changes can be told. They come by the delta method, which takes the control's mean for well known: while few
/// units have done anything it is not, and the interval reaches where nothing can be. Decisions do not stand on them: those are by
/// the absolute difference.
/// </summary>
public static class RelativeChange
{
    /// <summary>An interval of more than this to either side tells nothing.</summary>
    public const double WidestHalf = 1;

    /// <summary>Standard error of an arm's mean, as a share of it, from which a relative difference may be skewed: fewer than some 25 units have done it.</summary>
    const double RoughError = 0.2;

    /// <summary>Whether an arm's mean is hardly known.</summary>
    public static bool IsRough(SampleMoments arm) => !(arm.StandardError < RoughError * Math.Abs(arm.Mean)) || arm.Mean == 0;

    /// <summary>Whether the relative difference leaves 0 out and the absolute one does not: then it is skewed, and not told.</summary>
    public static bool IsAtOdds(TestResult relative, TestResult? absolute) => !Holds0(relative) && (absolute is null || Holds0(absolute));

    static bool Holds0(TestResult test) => test.Lower <= 0 && test.Upper >= 0;

    /// <summary>The change as it can be, or null while too little is in to tell: nothing that is counted falls by more than all of it.</summary>
    public static TestResult? Told(ShopMetric metric, TestResult? test)
    {
        if (test is null || !IsTold(metric, test.Lower, test.Upper)) return null;
        return test.Lower < -1 && metric != ShopMetric.Margin ? test with { Lower = -1, Estimate = Math.Max(-1, test.Estimate), Upper = Math.Max(-1, test.Upper) } : test;
    }

    /// <param name="lower">Of the change of the metric itself, not turned so that better is up.</param>
    public static bool IsTold(ShopMetric metric, double lower, double upper) =>
        upper - lower <= 2 * WidestHalf && (lower >= -1 || metric == ShopMetric.Margin || upper < 0);

    /// <summary>The same of a change that was turned so that better is up.</summary>
    public static bool IsTold(ExperimentMetric metric, Interval gain) =>
        metric.HigherIsBetter ? IsTold(metric.Metric, gain.Lower, gain.Upper) : IsTold(metric.Metric, -gain.Upper, -gain.Lower);
}
