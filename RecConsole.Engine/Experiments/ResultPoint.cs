using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>What an earlier look found: one point of the chart over time.</summary>
/// <param name="Share">Of the units that entered then.</param>
/// <param name="LowestSampleRatio">So far.</param>
public sealed record ResultPoint(DateTimeOffset At, long Units, double Share, double LowestSampleRatio, IReadOnlyList<ResultPoint.Figure> Figures)
{
    /// <summary>The relative difference of one metric of one arm, turned so that better is up.</summary>
    /// <remarks>Of an interleaving its one figure is the share that the variant won of the units that preferred one.</remarks>
    public readonly record struct Figure(ShopMetric Metric, string Arm, double Value, double Lower, double Upper)
    {
        public Interval Gain => new(Value, Lower, Upper);
    }

    /// <param name="isSequential">Which interval an interleaving's figure has; those of arms are the ones that decide.</param>
    public static ResultPoint Of(ExperimentResults results, double share, bool isSequential = true) => new(results.At, results.Units, share, results.LowestSampleRatio,
        results.Interleaving is { } both ? Won(both, isSequential) :
        [.. from metric in results.Metrics
            from look in metric.Looks
            where look.Gain is not null
            select new Figure(metric.Metric.Metric, look.Arm, look.Gain!.Value.Value, look.Gain.Value.Lower, look.Gain.Value.Upper)]);

    static Figure[] Won(InterleavingOutcome both, bool isSequential) =>
        (isSequential ? both.Result?.SequentialWinShare : both.Result?.WinShare) is { } share ? [new Figure(both.Credit, both.Variant, share.Value, share.Lower, share.Upper)] : [];

    /// <summary>Whether a look at this time is worth keeping: points stand 2 % of the time so far apart, at least <paramref name="least"/>, so that a month has some 300.</summary>
    public static bool IsDue(DateTimeOffset started, DateTimeOffset? last, DateTimeOffset now, TimeSpan least) =>
        last is not { } at || now - at >= least && now - at >= (now - started) * 0.02;
}
