using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>The charts of an experiment's page.</summary>
static class ExperimentFigures
{
    /// <summary>The change of one metric at every kept look and now, turned so that better is up.</summary>
    public static StudyFigure OverTime(Experiment experiment, ExperimentResults results, IReadOnlyList<ResultPoint> history, ExperimentMetric metric, string note)
    {
        var points = history.Where(point => point.At < results.At && point.At >= results.Started).Append(ResultPoint.Of(results, experiment.Traffic)).ToList();
        var all = experiment.Variants.Skip(1).Select(arm => (arm.Name, Points: (IReadOnlyList<(ResultPoint Point, ResultPoint.Figure Figure)>)
            [.. from point in points from figure in point.Figures where figure.Metric == metric.Metric && figure.Arm == arm.Name select (point, figure)])).ToList();
        // what cannot be told is not drawn: one early look from −500 to +500 % would flatten all that came after
        var arms = all.Select(arm => (arm.Name, Points: (IReadOnlyList<(ResultPoint Point, ResultPoint.Figure Figure)>)[.. arm.Points.Where(one => RelativeChange.IsTold(metric, one.Figure.Gain))])).Where(arm => arm.Points.Count > 0).ToList();
        var untold = all.Sum(arm => arm.Points.Count) - arms.Sum(arm => arm.Points.Count);
        return new StudyFigure("bands", $"{ExperimentWords.Name(metric.Metric)} over time",
            $"Change against {experiment.Control.Name}, better is up, {note}; {(experiment.Plan.Sequential ? "the band holds at every look together" : "the band holds at one look, the planned end")}{(untold == 0 ? "" : $"; left out: {Formatting.Count(untold, "look", "looks")} with too few to tell")}",
            ["At", "Arm", "Units", "Change", "From", "To"],
            [.. from arm in arms from one in arm.Points select (object[])[Formatting.Time(one.Point.At), arm.Name, one.Point.Units, Math.Round(one.Figure.Value, 6), Math.Round(one.Figure.Lower, 6), Math.Round(one.Figure.Upper, 6)]])
        {
            Bands = [.. arms.Select(arm => new StudyFigure.Band(arm.Name, [.. arm.Points.Select(one => (object)one.Point.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture))],
                [.. arm.Points.Select(one => one.Figure.Value)], [.. arm.Points.Select(one => one.Figure.Lower)], [.. arm.Points.Select(one => one.Figure.Upper)]))],
            Marks = metric.NonInferiorityMargin is { } margin ? [new StudyFigure.Mark(-margin, $"margin −{Formatting.Percent(margin, 1)}")] : [],
            YRange = RangeOf(arms.Select(arm => arm.Points.Select(one => one.Figure.Gain).ToList()), metric.NonInferiorityMargin),
            XTitle = "time of the look, UTC", YTitle = "change, better is up", YTick = "+.1%",
        };
    }

    /// <summary>
    /// The axis fits the later looks, whose bands are the narrow ones: the first third, where few units are in, may run out of it. Null to fit all.
    /// </summary>
    internal static double[]? RangeOf(IEnumerable<IReadOnlyList<Interval>> arms, double? margin)
    {
        var later = arms.SelectMany(looks => looks.Skip(looks.Count / 3)).ToList();
        if (later.Count < FewestLater) return null;
        var (least, most) = (Math.Min(0, later.Min(gain => gain.Lower)), Math.Max(0, later.Max(gain => gain.Upper)));
        if (margin is { } borne) least = Math.Min(least, -borne);
        var air = (most - least) * 0.08;
        return [least - air, most + air];
    }

    /// <summary>Looks below which the axis fits all of them.</summary>
    const int FewestLater = 6;

    public static StudyFigure Spread(MetricDistribution distribution, string note)
    {
        var metric = distribution.Metric.Metric;
        var labels = distribution.Bars.Select(bar => Label(metric, bar)).ToArray();
        var totals = distribution.Arms.Select((_, arm) => Math.Max(1, distribution.UnitsOf(arm))).ToArray();
        return new StudyFigure("columns", $"How {ShopMetrics.NameOf(metric)} is spread", note,
            ["Value", .. distribution.Arms.SelectMany(arm => new[] { $"{arm}: units", $"{arm}: share" })],
            [.. distribution.Bars.Select((bar, n) => (object[])[labels[n], .. bar.Units.SelectMany((units, arm) => new object[] { units, Math.Round((double)units / totals[arm], 6) })])])
        {
            Columned = [.. distribution.Arms.Select((name, arm) => new StudyFigure.Column(name, labels, [.. distribution.Bars.Select(bar => (double)bar.Units[arm] / totals[arm])]))],
            XTitle = "value of a unit", YTitle = "share of the arm's units", Tick = ",.0%",
        };
    }

    /// <summary>The effect by days since a unit came in.</summary>
    public static StudyFigure Tenure(TenureStudy study, string note) => new("bands", $"{ExperimentWords.Name(study.Metric.Metric)} by day since first exposure", note,
        ["Day", "Arm", "Units", "Change", "From", "To"],
        [.. study.Effects.Select(one => (object[])[one.Day + 1, one.Arm, one.Units, Math.Round(one.Relative.Estimate, 6), Math.Round(one.Relative.Lower, 6), Math.Round(one.Relative.Upper, 6)])])
    {
        Bands = [.. study.Effects.GroupBy(one => one.Arm).Select(arm => new StudyFigure.Band(arm.Key, [.. arm.Select(one => (object)(one.Day + 1))],
            [.. arm.Select(one => one.Relative.Estimate)], [.. arm.Select(one => one.Relative.Lower)], [.. arm.Select(one => one.Relative.Upper)]))],
        XTitle = "day of the unit", YTitle = "change against the control", YTick = "+.1%",
    };

    static string Label(ShopMetric metric, MetricDistribution.Bar bar) => bar switch
    {
        { Lower: 0, Upper: 0 } => "0",
        _ when bar.Upper - bar.Lower == 1 && bar.Lower % 1 != 0 => ExperimentWords.Text(bar.Lower + 0.5),
        _ when double.IsPositiveInfinity(bar.Upper) => bar.Lower % 1 == 0.5 ? $"{ExperimentWords.Text(bar.Lower + 0.5)} or more" : $"from {Short(metric, bar.Lower)}",
        _ => $"{Short(metric, bar.Lower).TrimEnd('%')} to {Short(metric, bar.Upper)}",
    };

    static string Short(ShopMetric metric, double value) => ShopMetrics.IsShare(metric) ? Formatting.Percent(value, 1) : Formatting.Number(value, Math.Abs(value) < 10 ? 2 : 0);
}
