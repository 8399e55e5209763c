using System.Globalization;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: counts of a running experiment. Out: whether its figures can be trusted, check by check. A red one replaces the verdict
/// (Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled experiments", for the ones on ratios).
/// </summary>
public static class HealthChecks
{
    /// <summary>Share of the units that may be seen in more than one arm.</summary>
    public const double MultipleExposureAlarm = 0.01;

    /// <summary>One unit that holds more of a metric than this makes its figure.</summary>
    public const double OutlierShare = 0.05;

    /// <summary>Units below which nothing is said of ratios, metrics and outliers.</summary>
    public const long FewUnits = 100;

    const double QuietGaps = 30;

    /// <param name="lowest">The lowest value that any look has found: <see cref="SampleRatioTest.AnytimeValue"/> is tested by its running minimum.</param>
    public static HealthCheck SampleRatio(IReadOnlyList<ArmCount> arms, double lowest) => Ratio(arms, Math.Min(lowest, Anytime(arms)));

    /// <summary>Of a bandit, each of whose periods was held against its own shares.</summary>
    /// <param name="arms">Over all periods, with the shares that they should have had.</param>
    /// <param name="lowest">Of <see cref="SampleRatioTest.AnytimeValueOfPeriods"/>, this look included.</param>
    public static HealthCheck SampleRatioOfPeriods(IReadOnlyList<ArmCount> arms, double lowest) => Ratio(arms, lowest);

    static HealthCheck Ratio(IReadOnlyList<ArmCount> arms, double p)
    {
        const string key = "sample-ratio", name = "Sample ratio";
        var units = arms.Sum(arm => arm.Units);
        if (units < FewUnits) return new(key, name, HealthState.NotYet, $"{units} units so far; it is looked at from {FewUnits} on.");
        var seen = string.Join(", ", arms.Select(arm => string.Create(CultureInfo.InvariantCulture, $"{arm.Name} {arm.Units:n0} ({Share(arm.Units, units)}, planned {Share(arm.Weight, arms.Sum(one => one.Weight))})")));
        return p < SampleRatioTest.Alarm
            ? new(key, name, HealthState.Red, $"The arms have not the shares that they should have: {seen}. Something loses units of one arm, or counts some twice; the segments below show where.", p)
            : new(key, name, HealthState.Green, $"As planned: {seen}.", p);
    }

    /// <summary>Each segment's ratio by itself, to find what a bad one comes from; Holm over the segments.</summary>
    public static HealthCheck SegmentRatios(IReadOnlyList<SegmentCount> segments)
    {
        const string key = "segment-ratio", name = "Sample ratio by segment";
        var asked = segments.Where(segment => segment.Arms.Sum(arm => arm.Units) >= FewUnits).ToList();
        if (asked.Count == 0) return new(key, name, HealthState.NotYet, $"No segment has {FewUnits} units yet.");
        var adjusted = MultipleTests.Holm([.. asked.Select(segment => SampleRatioTest.PValue(Units(segment.Arms), Weights(segment.Arms)))]);
        var bad = asked.Index().Where(one => adjusted[one.Index] < SampleRatioTest.Alarm).OrderBy(one => adjusted[one.Index]).Select(one => one.Item).ToList();
        return bad.Count == 0
            ? new(key, name, HealthState.Green, $"As planned in {(asked.Count == 1 ? "the one segment" : $"all {asked.Count} segments")} with {FewUnits} units or more.", adjusted.Min())
            : new(key, name, HealthState.Red, $"Not as planned in {string.Join(", ", bad.Select(segment => $"{segment.Dimension} {segment.Value} ({string.Join(" to ", segment.Arms.Select(arm => arm.Units.ToString("n0", CultureInfo.InvariantCulture)))})"))}: look there for what loses units.", adjusted.Min());
    }

    public static HealthCheck MultipleExposures(long several, long units)
    {
        const string key = "multiple-exposures", name = "Multiple exposures";
        if (units < FewUnits) return new(key, name, HealthState.NotYet, $"{units} units so far; it is looked at from {FewUnits} on.");
        var words = string.Create(CultureInfo.InvariantCulture, $"{several:n0} of {units:n0} units were shown more than one arm ({Share(several, units)}; at most {MultipleExposureAlarm:0%} may be). They count in no arm.");
        return several > MultipleExposureAlarm * units
            ? new(key, name, HealthState.Red, $"{words} Ids that change within a visit, or an assignment made elsewhere, are the usual causes.")
            : new(key, name, HealthState.Green, words);
    }

    /// <summary>Of an interleaving: whether both teams are placed alike, as the coins have it.</summary>
    /// <param name="teams">Over all units.</param>
    /// <param name="lowest">The lowest value that any look has found, over units whose teams were not placed alike.</param>
    public static HealthCheck Draft(in TeamCounts teams, long units, double lowest)
    {
        const string key = "draft", name = "Fair draft";
        if (units < FewUnits) return new(key, name, HealthState.NotYet, $"{units} units so far; it is looked at from {FewUnits} on.");
        var (slots, firsts) = (teams.SlotsA + teams.SlotsB, teams.FirstA + teams.FirstB);
        if (slots == 0) return new(key, name, HealthState.Amber, "Both strategies show the same slates: no slot is either's, and there is nothing to prefer. Hold more different rankings against each other.");
        var seen = string.Create(CultureInfo.InvariantCulture, $"the control has {Share(teams.SlotsA, slots)} of {slots:n0} drafted slots and picks first in {Share(teams.FirstA, firsts)} of {firsts:n0} slates");
        return lowest < SampleRatioTest.Alarm
            ? new(key, name, HealthState.Red, $"The teams are not placed alike: {seen}. The slates or their teams are changed or lost between serving and the log.", lowest)
            : new(key, name, HealthState.Green, $"Both teams are placed alike: {seen}.", lowest);
    }

    /// <summary>Whether the arms were alike before there was an experiment; Holm over metrics and arms.</summary>
    /// <param name="metrics">Of the time before, by arm, the control first; units that nothing is known of from before count with 0.</param>
    public static HealthCheck PrePeriodBalance(IReadOnlyList<(string Metric, IReadOnlyList<SampleMoments> Arms)> metrics)
    {
        const string key = "pre-period", name = "Balance before the start";
        var tests = new List<(string Metric, double PValue)>();
        foreach (var (metric, arms) in metrics)
            foreach (var arm in arms.Skip(1))
                if (WelchTest.Run(arms[0], arm, DifferenceKind.Absolute) is { Exists: true } found) tests.Add((metric, found.Value.PValue));
        if (tests.Count == 0) return new(key, name, HealthState.NotYet, "Nothing is known of these units from before the start.");
        var adjusted = MultipleTests.Holm([.. tests.Select(test => test.PValue)]);
        var worst = Array.IndexOf(adjusted, adjusted.Min());
        return adjusted[worst] < SampleRatioTest.Alarm
            ? new(key, name, HealthState.Red, $"The arms differed in {tests[worst].Metric} before the experiment began ({MetricVerdict.P(adjusted[worst])}): the assignment is not by chance, or units are lost by what they did.", adjusted[worst])
            : new(key, name, HealthState.Green, $"Before the start the arms were alike in {string.Join(", ", metrics.Select(one => one.Metric).Distinct())}.", adjusted[worst]);
    }

    /// <param name="last">The newest exposure; null where there was none.</param>
    public static HealthCheck Traffic(long units, DateTimeOffset started, DateTimeOffset? last, DateTimeOffset now)
    {
        const string key = "traffic", name = "Traffic";
        var quietMost = TimeSpan.FromHours(1);
        if (last is not { } newest)
            return now - started < quietMost
                ? new(key, name, HealthState.NotYet, "Nobody has been shown an arm yet.")
                : new(key, name, HealthState.Red, $"Nobody has been shown an arm in {Hours(now - started)}: is the placement asked, and does anybody match the segment?");
        var gap = (newest - started) / Math.Max(1, units);
        var allowed = gap * QuietGaps > quietMost ? gap * QuietGaps : quietMost;
        return now - newest > allowed
            ? new(key, name, HealthState.Red, $"No exposure for {Hours(now - newest)}, where one came every {Hours(gap)} before: the traffic stopped.")
            : new(key, name, HealthState.Green, "Units keep coming.");
    }

    /// <param name="totals">Each metric's events over all units of all arms, by arm.</param>
    public static HealthCheck MissingMetrics(IReadOnlyList<(string Metric, IReadOnlyList<ArmTotal> Arms)> totals)
    {
        const string key = "metrics", name = "Metrics arrive";
        var looked = totals.Where(metric => metric.Arms.All(arm => arm.Units >= FewUnits)).ToList();
        if (looked.Count == 0) return new(key, name, HealthState.NotYet, $"An arm has fewer than {FewUnits} units.");
        var nowhere = looked.Where(metric => metric.Arms.All(arm => arm.Total == 0)).Select(metric => metric.Metric).ToList();
        if (nowhere.Count > 0) return new(key, name, HealthState.Red, $"No unit has any {string.Join(", ", nowhere)}: are its events sent?");
        foreach (var (metric, arms) in looked)
            // an arm with nothing of what the others have plenty of: Poisson, P(0) = exp(-expected)
            if (arms.FirstOrDefault(arm => arm.Total == 0) is { Name: { } silent } one && arms.Where(arm => arm.Total > 0).Sum(arm => arm.Events) is var events
                && events / arms.Where(arm => arm.Total > 0).Sum(arm => (double)arm.Units) * one.Units > -Math.Log(SampleRatioTest.Alarm))
                return new(key, name, HealthState.Red, $"{silent} has no {metric} at all, the other arms have: its events are lost.");
        return new(key, name, HealthState.Green, $"{string.Join(", ", looked.Select(metric => metric.Metric))} arrive in every arm.");
    }

    public static HealthCheck Outliers(IReadOnlyList<(string Metric, double Largest, double Total, long Units)> metrics)
    {
        const string key = "outliers", name = "Outliers";
        var looked = metrics.Where(metric => metric.Units >= FewUnits && metric.Total > 0).ToList();
        if (looked.Count == 0) return new(key, name, HealthState.NotYet, $"Fewer than {FewUnits} units, or no number that could stick out.");
        var outlying = looked.Where(metric => metric.Largest > OutlierShare * metric.Total).ToList();
        return outlying.Count == 0
            ? new(key, name, HealthState.Green, string.Create(CultureInfo.InvariantCulture, $"No unit holds more than {OutlierShare:0%} of {string.Join(", ", looked.Select(metric => metric.Metric))}."))
            : new(key, name, HealthState.Amber, $"{string.Join(" ", outlying.Select(metric => string.Create(CultureInfo.InvariantCulture, $"One unit holds {metric.Largest / metric.Total:0%} of all {metric.Metric}.")))} Winsorise the metric, or look whether it is a person.");
    }

    static double Anytime(IReadOnlyList<ArmCount> arms) => SampleRatioTest.AnytimeValue(Units(arms), Weights(arms));

    static long[] Units(IReadOnlyList<ArmCount> arms) => [.. arms.Select(arm => arm.Units)];

    static double[] Weights(IReadOnlyList<ArmCount> arms) => [.. arms.Select(arm => arm.Weight)];

    static string Share(double part, double whole) => whole == 0 ? "0%" : (part / whole).ToString("0.00%", CultureInfo.InvariantCulture);

    static string Hours(TimeSpan time) => time.TotalHours >= 48 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days")
        : time.TotalMinutes >= 100 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h")
        : time.TotalSeconds >= 100 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}

/// <summary>Units of an arm, and its planned weight.</summary>
public sealed record ArmCount(string Name, long Units, double Weight);

/// <summary>Units of one value of a dimension, such as device phone, by arm.</summary>
public sealed record SegmentCount(string Dimension, string Value, IReadOnlyList<ArmCount> Arms);

/// <summary>A metric's sum over an arm's units, and how many units have any of it.</summary>
public sealed record ArmTotal(string Name, long Units, double Total, long Events);
