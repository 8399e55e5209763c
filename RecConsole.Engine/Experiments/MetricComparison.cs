using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>In: the sums of all metrics. Out: each arm against the control, with the family of goals corrected together.</summary>
static class MetricComparison
{
    /// <summary>Comparisons that may ship an arm: each goal of each arm but the control.</summary>
    public static int FamilySize(Experiment experiment) => Math.Max(1, experiment.Metrics.Count(metric => metric.Role == MetricRole.Goal) * (experiment.Variants.Length - 1));

    /// <summary>By metric and arm (without the control), in the order of the definition.</summary>
    /// <param name="sums">[metric][arm].</param>
    public static MetricLook[][] Of(Experiment experiment, MetricSums[][] sums)
    {
        var looks = sums.Select((arms, m) => arms.Skip(1).Select((arm, i) => Compare(experiment, experiment.Metrics[m], i + 1, arms[0], arm)).ToArray()).ToArray();
        foreach (var role in Enum.GetValues<MetricRole>()) Correct(experiment, sums, looks, role);
        return looks;
    }

    static MetricLook Compare(Experiment experiment, ExperimentMetric metric, int arm, MetricSums control, MetricSums treatment)
    {
        var look = new MetricLook(experiment.Variants[arm].Name, experiment.Control.Name);
        if (control.Units < 2 || treatment.Units < 2) return look with { Why = NoStatistic.TooFewUnits };
        if (control.Moments is not { } a || treatment.Moments is not { } b) return look with { Why = NoStatistic.DenominatorIsZero };
        var plan = experiment.Plan;
        var alpha = Alpha(experiment, metric);
        var (fixedLook, absolute) = (WelchTest.Run(a, b, DifferenceKind.Relative, alpha: alpha), WelchTest.Run(a, b, DifferenceKind.Absolute, alpha: alpha).Value);
        var always = ConfidenceSequence.Run(a, b, DifferenceKind.Absolute, alpha: alpha).Value;
        var isRough = RelativeChange.IsRough(a) || RelativeChange.IsRough(b);
        TestResult? Sound(Statistic<TestResult> relative, TestResult? inItsUnit) => isRough && relative.Value is { } one && RelativeChange.IsAtOdds(one, inItsUnit) ? null : relative.Value;
        var (probability, risk) = Bayes(metric, a, b, control, treatment);
        look = look with
        {
            Absolute = absolute,
            AbsoluteSequential = always,
            Fixed = Sound(fixedLook, absolute),
            Sequential = Sound(ConfidenceSequence.Run(a, b, DifferenceKind.Relative, alpha: alpha), always),
            ProbabilityToBeatControl = probability,
            Risk = risk,
            Why = fixedLook.Why,
        };
        var adjusted = MetricSums.Adjusted(metric.Kind, control, treatment);
        if (adjusted is var (first, second))
        {
            var less = WelchTest.Run(first, second, DifferenceKind.Absolute, alpha: alpha).Value;
            var before = ArmDifference.Variance(a, b, DifferenceKind.Absolute);
            look = look with
            {
                CupedAbsolute = less,
                CupedAbsoluteSequential = ConfidenceSequence.Run(first, second, DifferenceKind.Absolute, alpha: alpha).Value,
                Cuped = Sound(WelchTest.Run(first, second, DifferenceKind.Relative, alpha: alpha), less),
                VarianceReduction = before > 0 ? 1 - ArmDifference.Variance(first, second, DifferenceKind.Absolute) / before : null,
            };
        }
        if (adjusted is var (least, most))
            look = look with { CupedSequential = Sound(ConfidenceSequence.Run(least, most, DifferenceKind.Relative, alpha: alpha), look.CupedAbsoluteSequential) };
        look = look with { PValue = (plan.Sequential ? look.CupedAbsoluteSequential ?? look.AbsoluteSequential : look.CupedAbsolute ?? look.Absolute)?.PValue };
        if (look.Deciding(plan.Sequential) is not { } deciding) look = look.Why == NoStatistic.None ? look with { Why = NoStatistic.TooSkewed } : look;
        else
            look = look with { Gain = metric.HigherIsBetter ? new Interval(deciding.Estimate, deciding.Lower, deciding.Upper) : new Interval(-deciding.Estimate, -deciding.Upper, -deciding.Lower) };
        if (metric.Role != MetricRole.Guardrail || Math.Min(control.Units, treatment.Units) < ExperimentAnalysis.FewestUnits) return look;
        return look with { Guardrail = Guarded(experiment, metric, adjusted?.Control ?? a, adjusted?.Treatment ?? b) };
    }

    /// <summary>
    /// Non-inferior where the one-sided bound excludes a loss of the margin: at alpha for each, since all have to hold. Inferior
    /// where a loss is shown and the margin is not excluded: at alpha over the guardrails and arms, since one is enough to roll back.
    /// The loss is looked for in the metric's own unit: while few units have ordered, a share of the control's mean is skewed, and
    /// rolled back 10.5 % of healthy ramps where the absolute difference does 1.3 % (study ramps).
    /// </summary>
    static GuardrailState Guarded(Experiment experiment, ExperimentMetric metric, SampleMoments control, SampleMoments treatment)
    {
        var plan = experiment.Plan;
        TestResult? Bound(DifferenceKind kind, Alternative side, double alpha) => plan.Sequential
            ? ConfidenceSequence.Run(control, treatment, kind, side, alpha).Value
            : WelchTest.Run(control, treatment, kind, side, alpha).Value;
        var (notWorse, worse) = metric.HigherIsBetter ? (Alternative.Greater, Alternative.Less) : (Alternative.Less, Alternative.Greater);
        // an arm that is 0 in every unit has no relative bound, and is harmed all the same
        if (Bound(DifferenceKind.Relative, notWorse, plan.Alpha) is { } least
            && (metric.HigherIsBetter ? least.Lower : -least.Upper) > -(metric.NonInferiorityMargin ?? MetricPresets.Margin)) return GuardrailState.NonInferior;
        var family = experiment.Metrics.Count(one => one.Role == MetricRole.Guardrail) * (experiment.Variants.Length - 1);
        if (Bound(DifferenceKind.Absolute, worse, plan.Alpha / family) is not { } most) return GuardrailState.Undecided;
        var best = metric.HigherIsBetter ? most.Upper : -most.Lower;
        return best < 0 ? GuardrailState.Inferior : GuardrailState.Undecided;
    }

    static (double? Probability, double? Risk) Bayes(ExperimentMetric metric, SampleMoments a, SampleMoments b, MetricSums control, MetricSums treatment)
    {
        double probability, risk;
        if (metric.Kind == MetricKind.Binary && !control.IsWeighted)
        {
            var (rate, other) = (BetaPosterior.Of(treatment.Total, treatment.Units), BetaPosterior.Of(control.Total, control.Units));
            (probability, risk) = metric.HigherIsBetter ? (rate.ProbabilityToBeat(other), rate.RiskAgainst(other)) : (other.ProbabilityToBeat(rate), other.RiskAgainst(rate));
        }
        else
        {
            if (GaussianPosterior.Of(a, b, DifferenceKind.Absolute).Value is not { } posterior) return (null, null);
            (probability, risk) = metric.HigherIsBetter ? (posterior.ProbabilityToBeatControl, posterior.RiskOfTreatment) : (1 - posterior.ProbabilityToBeatControl, posterior.RiskOfControl);
        }
        return (probability, risk);
    }

    /// <summary>The level of the intervals: of goals that of Bonferroni over the family, which every correction but none keeps.</summary>
    static double Alpha(Experiment experiment, ExperimentMetric metric) =>
        experiment.Plan.Correction == Correction.None || metric.Role != MetricRole.Goal ? experiment.Plan.Alpha : experiment.Plan.Alpha / FamilySize(experiment);

    static void Correct(Experiment experiment, MetricSums[][] sums, MetricLook[][] looks, MetricRole role)
    {
        var plan = experiment.Plan;
        var places = (from m in Enumerable.Range(0, looks.Length)
                      where experiment.Metrics[m].Role == role
                      from i in Enumerable.Range(0, looks[m].Length)
                      where looks[m][i].PValue is not null
                      select (Metric: m, Arm: i)).ToList();
        double[] p = [.. places.Select(place => looks[place.Metric][place.Arm].PValue!.Value)];
        var adjusted = plan.Correction.Adjust(p);
        foreach (var (rank, (m, i)) in places.Index())
        {
            var look = looks[m][i] with { AdjustedPValue = adjusted[rank] };
            var isEnough = Math.Min(sums[m][0].Units, sums[m][i + 1].Units) >= ExperimentAnalysis.FewestUnits;
            looks[m][i] = isEnough ? look with { Goal = Judged(look, experiment.Metrics[m], plan.Alpha) } : look;
        }
    }

    static GoalState Judged(MetricLook look, ExperimentMetric metric, double alpha)
    {
        if (look.AdjustedPValue < alpha && (look.Gain?.Value ?? (metric.HigherIsBetter ? 1 : -1) * look.Absolute?.Estimate) is { } better) return better > 0 ? GoalState.Better : GoalState.Worse;
        if (look.Gain is not { } gain) return GoalState.Undecided;
        return metric.MinimumEffect > 0 && gain.Lower > -metric.MinimumEffect && gain.Upper < metric.MinimumEffect ? GoalState.NoEffectOfInterest : GoalState.Undecided;
    }
}
