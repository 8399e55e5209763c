using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the units of a phase. Out: its <see cref="ExperimentResults"/>. A pass over the units for each metric: some 2 ms at
/// 100,000 units and three metrics.
/// </summary>
public static class ExperimentAnalysis
{
    /// <summary>Units of an arm below which its guardrails and goals stay undecided: the sequences are asymptotic.</summary>
    public const long FewestUnits = 100;

    /// <param name="lowestSampleRatio">The lowest value of earlier looks, 1 at the first.</param>
    public static ExperimentResults Run(Experiment experiment, ExperimentPhase phase, PhaseLedger ledger, DateTimeOffset now, double lowestSampleRatio = 1)
    {
        if (experiment.Method == ExperimentMethod.Interleaving) return InterleavingAnalysis.Run(experiment, phase, ledger, now, lowestSampleRatio);
        var (last, run) = (ledger.NewestExposure, ledger.Read(units => Tally(experiment, phase, units)));
        var until = phase.EndedAt ?? experiment.StoppedAt ?? now;
        var lowest = Math.Min(lowestSampleRatio, SampleRatioTest.AnytimeValue([.. run.Arms.Select(arm => arm.Units)], [.. run.Arms.Select(arm => arm.Weight)]));
        var outcomes = Outcomes(experiment, run.Sums, run.Cuts);
        var health = Health(experiment, phase, run, outcomes, lowest, last, now);
        var red = health.Where(check => check.State == HealthState.Red).Select(check => check.Name.ToLowerInvariant()).ToList();
        var decisions = experiment.Variants.Skip(1).Select((arm, i) => ExperimentDecision.Of(
            new DecisionFacts(arm.Name, red, (until - phase.StartedAt).TotalDays, experiment.Plan.MinimumDays, experiment.Plan.MaximumDays, experiment.Plan.Sequential)
            {
                Goals = [.. outcomes.Where(one => one.Metric.Role == MetricRole.Goal).Select(one => (one.Name, one.Looks[i].Goal))],
                Guardrails = [.. outcomes.Where(one => one.Metric.Role == MetricRole.Guardrail).Select(one => (one.Name, one.Looks[i].Guardrail))],
            })).ToList();
        var needed = UnitsNeeded(experiment, outcomes);
        var pace = run.Arms.Sum(arm => arm.Units) / Math.Max(1e-9, (until - phase.StartedAt).TotalDays);
        return new ExperimentResults(experiment.Key, phase.Number, now, phase.StartedAt, run.Arms, outcomes, health, decisions,
            MetricComparison.FamilySize(experiment), lowest, needed, needed is { } units && pace > 0 ? Math.Max(0, units - run.Arms.Sum(arm => arm.Units)) / pace : null);
    }

    /// <summary>The sums of one metric by arm over some of the units; units that saw several arms are none of them.</summary>
    public static (MetricSums[] Arms, double? Cut) SumsOf(Experiment experiment, ExperimentMetric metric, IEnumerable<UnitTally> units)
    {
        var rows = units.Where(unit => !unit.IsInSeveral).Select(unit => (unit.Arm, Value: UnitValue.Of(metric.Metric, unit))).ToList();
        var cut = CutOf(metric, rows.Count, rows.Select(row => row.Value.Value));
        var arms = experiment.Variants.Select(_ => new MetricSums(metric.Kind)).ToArray();
        foreach (var (arm, value) in rows) arms[arm].Add(value, cut ?? double.PositiveInfinity);
        return (arms, cut);
    }

    /// <summary>Above which a value counts as this; null where nothing is cut.</summary>
    internal static double? CutOf(ExperimentMetric metric, int units, IEnumerable<double> values) =>
        metric.WinsorPercentile is { } share && units >= FewestUnits && Quantile(values, share) is > 0 and var cut ? cut : null; // at 0 fewer units than the share have any

    static Rows Tally(Experiment experiment, ExperimentPhase phase, IReadOnlyCollection<UnitTally> units)
    {
        var counts = new long[experiment.Variants.Length];
        var segments = new Dictionary<(string Dimension, string Value), long[]>();
        long several = 0;
        void Count(string dimension, string value, int arm)
        {
            if (!segments.TryGetValue((dimension, value), out var arms)) segments.Add((dimension, value), arms = new long[counts.Length]);
            arms[arm]++;
        }
        foreach (var unit in units)
        {
            if (unit.IsInSeveral)
            {
                several++;
                continue;
            }
            counts[unit.Arm]++;
            foreach (var (dimension, value) in UnitSegments.Of(unit)) Count(dimension, value, unit.Arm);
        }
        ArmCount[] Arms(long[] of) => [.. experiment.Variants.Select((variant, i) => new ArmCount(variant.Name, of[i], phase.Weights[i]))];
        var sums = new MetricSums[experiment.Metrics.Length][];
        var cuts = new double?[experiment.Metrics.Length];
        for (var m = 0; m < sums.Length; m++) (sums[m], cuts[m]) = SumsOf(experiment, experiment.Metrics[m], units);
        return new Rows(Arms(counts), several, units.Count, [.. segments.OrderBy(one => one.Key).Select(one => new SegmentCount(one.Key.Dimension, one.Key.Value, Arms(one.Value)))], sums, cuts);
    }

    internal static List<MetricOutcome> Outcomes(Experiment experiment, MetricSums[][] sums, double?[] cuts)
    {
        var outcomes = new List<MetricOutcome>();
        var looks = MetricComparison.Of(experiment, sums);
        for (var m = 0; m < sums.Length; m++)
        {
            var metric = experiment.Metrics[m];
            var figures = experiment.Variants.Select((variant, i) => new ArmFigure(variant.Name, sums[m][i].Units, sums[m][i].Moments?.Mean, sums[m][i].Moments?.StandardError)).ToList();
            outcomes.Add(new MetricOutcome(metric, figures, looks[m], cuts[m]));
        }
        return outcomes;
    }

    static List<HealthCheck> Health(Experiment experiment, ExperimentPhase phase, Rows run, List<MetricOutcome> outcomes, double lowest, DateTimeOffset? last, DateTimeOffset now)
    {
        var numbers = outcomes.Index().Where(one => one.Item.Metric.Metric is not (ShopMetric.Latency or ShopMetric.Diversity or ShopMetric.ReturnRate)).ToList();
        var past = experiment.Unit == ExperimentUnit.Shopper
            ? numbers.Where(one => run.Sums[one.Index].Any(arm => arm.Past.Mean != 0)).Select(one => (one.Item.Name, (IReadOnlyList<SampleMoments>)[.. run.Sums[one.Index].Select(arm => arm.Past)])).ToList()
            : [];
        return
        [
            HealthChecks.SampleRatio(run.Arms, lowest),
            HealthChecks.SegmentRatios(run.Segments),
            HealthChecks.MultipleExposures(run.Several, run.Units),
            HealthChecks.PrePeriodBalance(past),
            experiment.IsRunning && phase.Share > 0 ? HealthChecks.Traffic(run.Units, phase.StartedAt, last, now) : new("traffic", "Traffic", HealthState.NotYet, "The experiment lets nobody in now."),
            HealthChecks.MissingMetrics([.. numbers.Select(one => (one.Item.Name, (IReadOnlyList<ArmTotal>)[.. run.Sums[one.Index].Select((arm, i) => new ArmTotal(experiment.Variants[i].Name, arm.Units, arm.Total, arm.Active))]))]),
            HealthChecks.Outliers([.. numbers.Where(one => one.Item.Metric.Kind == MetricKind.Mean).Select(one => (one.Item.Name, run.Sums[one.Index].Max(arm => arm.Largest), run.Sums[one.Index].Sum(arm => arm.Total), run.Sums[one.Index].Sum(arm => arm.Units)))]),
        ];
    }

    static double? UnitsNeeded(Experiment experiment, List<MetricOutcome> outcomes)
    {
        if (outcomes.FirstOrDefault(one => one.Metric.Role == MetricRole.Goal) is not { } goal || goal.Arms[0] is not { Value: { } mean, StandardError: { } error, Units: > 1 } control || mean == 0) return null;
        var perTwo = Power.TotalSampleSize(Math.Abs(mean) * experiment.Plan.MinimumDetectableEffect, error * error * control.Units, experiment.Plan.Power, experiment.Plan.Alpha / Math.Max(1, MetricComparison.FamilySize(experiment)));
        return double.IsFinite(perTwo) && perTwo > 0 ? perTwo / 2 * experiment.Variants.Length : null;
    }

    static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    sealed record Rows(ArmCount[] Arms, long Several, long Units, List<SegmentCount> Segments, MetricSums[][] Sums, double?[] Cuts);
}
