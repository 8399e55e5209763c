using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the units of all periods of a bandit. Out: its results, merged over the periods, and its bandit, which tells the next shares.
/// Arms are compared by weights 1 / share of a unit's period, since a plain pool would mix times at which shares differed: as
/// goals for the verdict, as guardrails for the roll-back. A pass over the units for each metric, two where it is winsorised.
/// </summary>
public static class BanditAnalysis
{
    /// <param name="ledgers">Of the experiment's phases, in their order.</param>
    /// <param name="lowestSampleRatio">The lowest value of earlier looks, 1 at the first.</param>
    public static (ExperimentResults Results, Bandit Bandit) Run(Experiment experiment, IReadOnlyList<PhaseLedger> ledgers, DateTimeOffset now, double lowestSampleRatio = 1)
    {
        var goal = experiment.Metrics.IndexOf(BanditPlan.Goal(experiment)!);
        var cuts = experiment.Metrics.Select(metric => CutOf(metric, ledgers)).ToArray();
        var periods = ledgers.Select((ledger, n) => ledger.Read(units => Tally(experiment, experiment.Phases[n], units, cuts))).ToList();
        var bandit = Bandit.Of(experiment, [.. periods.Select(period => (IReadOnlyList<MeanSums>)[.. period.Sums[goal].Select(arm => arm.Values)])]);
        var sums = experiment.Metrics.Select((metric, m) => experiment.Variants.Select((_, arm) =>
            MetricSums.OfPeriods(metric.Kind, periods.Select((period, n) => (period.Sums[m][arm], experiment.Phases[n].Weights[arm])))).ToArray()).ToArray();
        var outcomes = ExperimentAnalysis.Outcomes(experiment, sums, cuts);
        var lowest = Math.Min(lowestSampleRatio, SampleRatioTest.AnytimeValueOfPeriods([.. periods.Select((period, n) => ((IReadOnlyList<long>)period.Counts, (IReadOnlyList<double>)experiment.Phases[n].Weights))]));
        var arms = Merged(experiment, periods.Select(period => period.Counts));
        var newest = ledgers.Max(ledger => ledger.NewestExposure);
        var health = Health(experiment, arms, periods, sums, lowest, newest, now);
        var standing = BanditResults.Of(bandit, experiment.Metrics[goal].Metric, Next(experiment, bandit), experiment.IsRunning && bandit.Waits() is null ? bandit.Due : null);
        var decision = Decide(experiment, outcomes, health, standing, bandit, ((experiment.StoppedAt ?? now) - experiment.StartedAt!.Value).TotalDays);
        return (new ExperimentResults(experiment.Key, experiment.Phase!.Number, now, experiment.StartedAt.Value, arms, outcomes, health, [decision], MetricComparison.FamilySize(experiment), lowest, null, null) { Bandit = standing }, bandit);
    }

    static string Next(Experiment experiment, Bandit bandit) => experiment.Status switch
    {
        ExperimentStatus.Stopped => "It was stopped: everybody sees what is live.",
        ExperimentStatus.Paused => "Paused: the shares stay until it is resumed.",
        _ => bandit.Waits() ?? "The shares move at the end of this period.",
    };

    static ExperimentDecision Decide(Experiment experiment, List<MetricOutcome> outcomes, List<HealthCheck> health, BanditResults standing, Bandit bandit, double days)
    {
        var (leader, plan) = (standing.Leader, experiment.Plan);
        var look = standing.Arms.Index().First(one => one.Item == leader).Index - 1; // looks leave the control out
        IEnumerable<MetricOutcome> Of(MetricRole role) => outcomes.Where(one => one.Metric.Role == role);
        var facts = new DecisionFacts(leader.Name, [.. health.Where(check => check.State == HealthState.Red).Select(check => check.Name.ToLowerInvariant())], days, plan.MinimumDays, plan.MaximumDays, true)
        {
            Goals = look < 0 ? [] : [.. Of(MetricRole.Goal).Select(one => (one.Name, one.Looks[look].Goal))],
            Guardrails = look < 0 ? [] : [.. Of(MetricRole.Guardrail).Select(one => (one.Name, one.Looks[look].Guardrail))],
        };
        var isKnown = bandit.Arms.All(arm => arm.Units.Count >= bandit.Plan.LeastUnits);
        return new BanditDecision(facts, leader, experiment.Control.Name, plan.Alpha, isKnown ? null : bandit.Waits())
        {
            Harmed = [.. from one in Of(MetricRole.Guardrail) from arm in one.Looks where arm.Guardrail == GuardrailState.Inferior select (arm.Arm, one.Name)],
            Trailing = [.. Of(MetricRole.Goal).First().Looks.Select(arm => arm.Goal)],
        }.Decide();
    }

    static double? CutOf(ExperimentMetric metric, IReadOnlyList<PhaseLedger> ledgers)
    {
        if (metric.WinsorPercentile is null) return null;
        var values = ledgers.SelectMany(ledger => ledger.Read(units => units.Where(unit => !unit.IsInSeveral).Select(unit => UnitValue.Of(metric.Metric, unit).Value).ToList())).ToList();
        return ExperimentAnalysis.CutOf(metric, values.Count, values);
    }

    static Period Tally(Experiment experiment, ExperimentPhase phase, IReadOnlyCollection<UnitTally> units, double?[] cuts)
    {
        var period = new Period(phase, new long[experiment.Variants.Length], [.. experiment.Metrics.Select(metric => experiment.Variants.Select(_ => new MetricSums(metric.Kind)).ToArray())], []);
        foreach (var unit in units)
        {
            period.Units++;
            if (unit.IsInSeveral)
            {
                period.Several++;
                continue;
            }
            period.Counts[unit.Arm]++;
            for (var m = 0; m < cuts.Length; m++) period.Sums[m][unit.Arm].Add(UnitValue.Of(experiment.Metrics[m].Metric, unit), cuts[m] ?? double.PositiveInfinity);
            foreach (var segment in UnitSegments.Of(unit))
            {
                if (segment.Dimension == UnitSegments.Shopper) continue; // what shoppers did before is not read for each period
                if (!period.Segments.TryGetValue(segment, out var arms)) period.Segments.Add(segment, arms = new long[experiment.Variants.Length]);
                arms[unit.Arm]++;
            }
        }
        return period;
    }

    /// <summary>Units over periods, with the share that each arm should have of them.</summary>
    static ArmCount[] Merged(Experiment experiment, IEnumerable<long[]?> periods)
    {
        var (counts, expected) = (new long[experiment.Variants.Length], new double[experiment.Variants.Length]);
        foreach (var (n, units) in periods.Index())
            for (var arm = 0; arm < counts.Length && units is not null; arm++)
            {
                counts[arm] += units[arm];
                expected[arm] += units.Sum() * experiment.Phases[n].Weights[arm];
            }
        var all = expected.Sum();
        return [.. experiment.Variants.Select((variant, arm) => new ArmCount(variant.Name, counts[arm], all > 0 ? expected[arm] / all : experiment.Phase!.Weights[arm]))];
    }

    static List<HealthCheck> Health(Experiment experiment, ArmCount[] arms, List<Period> periods, MetricSums[][] sums, double lowest, DateTimeOffset? newest, DateTimeOffset now)
    {
        var numbers = experiment.Metrics.Index().Where(one => one.Item.Metric is not (ShopMetric.Latency or ShopMetric.Diversity or ShopMetric.ReturnRate)).ToList();
        var segments = periods.SelectMany(period => period.Segments.Keys).Distinct().Order()
            .Select(key => new SegmentCount(key.Dimension, key.Value, Merged(experiment, periods.Select(period => period.Segments.GetValueOrDefault(key))))).ToList();
        var units = periods.Sum(period => period.Units);
        return
        [
            HealthChecks.SampleRatioOfPeriods(arms, lowest),
            HealthChecks.SegmentRatios(segments),
            HealthChecks.MultipleExposures(periods.Sum(period => period.Several), units),
            experiment.IsRunning && experiment.Phase!.Share > 0 ? HealthChecks.Traffic(units, experiment.StartedAt!.Value, newest, now) : new("traffic", "Traffic", HealthState.NotYet, "The experiment lets nobody in now."),
            HealthChecks.MissingMetrics([.. numbers.Select(one => (ShopMetrics.NameOf(one.Item.Metric), (IReadOnlyList<ArmTotal>)[.. sums[one.Index].Select((arm, i) => new ArmTotal(experiment.Variants[i].Name, arm.Units, arm.Total, arm.Active))]))]),
            HealthChecks.Outliers([.. numbers.Where(one => one.Item.Kind == MetricKind.Mean).Select(one => (ShopMetrics.NameOf(one.Item.Metric), sums[one.Index].Max(arm => arm.Largest), sums[one.Index].Sum(arm => arm.Total), sums[one.Index].Sum(arm => arm.Units)))]),
        ];
    }

    sealed record Period(ExperimentPhase Phase, long[] Counts, MetricSums[][] Sums, Dictionary<(string Dimension, string Value), long[]> Segments)
    {
        public long Units { get; set; }

        public long Several { get; set; }
    }
}
