using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>How a bandit shares out its traffic. What it follows is the experiment's first goal.</summary>
public sealed record BanditPlan
{
    /// <summary>
    /// After so many periods shares stay: each is a version of the definition that is kept for good, and a phase whose units lie in memory.
    /// </summary>
    public const int MostPeriods = 400;

    public static BanditPlan Default { get; } = new();

    /// <summary>Share that each arm keeps, so that it can still be measured and a change of taste is still seen.</summary>
    public double Floor { get; init; } = 0.1;

    /// <summary>Shares stay as they are for so long: a period.</summary>
    public double UpdateMinutes { get; init; } = 360;

    /// <summary>Units of every arm before shares move.</summary>
    public long LeastUnits { get; init; } = 100;

    public TimeSpan UpdateEvery => TimeSpan.FromMinutes(UpdateMinutes);

    /// <summary>Everything that is wrong with the plan for so many arms, in words; empty when nothing is.</summary>
    public IEnumerable<string> Problems(int arms)
    {
        if (arms < 2) yield return $"A bandit has two arms or more, not {arms}.";
        if (!(Floor > 0) || Floor * arms > 1 + 1e-9) yield return FormattableString.Invariant($"The floor of an arm lies above 0 and, with {arms} arms, up to {1.0 / Math.Max(1, arms):0.###}; it is {Floor:0.###}.");
        if (!(UpdateMinutes is >= 1 and <= 1440 * AnalysisPlan.MostDays)) yield return $"Shares are updated every minute or more rarely, at most every {AnalysisPlan.MostDays} days; updateMinutes is {Text(UpdateMinutes)}.";
        if (LeastUnits < 2) yield return $"Shares move once every arm has two units or more, mostly 100; leastUnits is {LeastUnits}.";
    }

    /// <summary>All that is wrong with an experiment as a bandit, or with the plan of one that is none.</summary>
    internal static IEnumerable<string> Faults(Experiment experiment)
    {
        if (experiment.Method != ExperimentMethod.Bandit)
        {
            if (experiment.Bandit is not null) yield return $"Only a bandit has a plan of shares: choose the method {nameof(ExperimentMethod.Bandit)}, or leave bandit away.";
            yield break;
        }
        if (experiment.Bandit is not { } plan)
        {
            yield return FormattableString.Invariant($"A bandit says how it shares out its traffic: bandit holds floor, updateMinutes and leastUnits, such as {Default.Floor}, {Default.UpdateMinutes} and {Default.LeastUnits}.");
            yield break;
        }
        if (!experiment.Variants.IsDefaultOrEmpty)
        {
            foreach (var problem in plan.Problems(experiment.Variants.Length)) yield return problem;
            foreach (var variant in experiment.Variants.Where(variant => variant.Weight < plan.Floor - 1e-9))
                yield return $"'{variant.Name}' begins with the share {Text(variant.Weight)}, below the floor of {Text(plan.Floor)}: begin with more, equal shares at best, or set a lower floor.";
        }
        if (Goal(experiment) is { } goal && (goal.Kind == MetricKind.Ratio || !goal.HigherIsBetter))
            yield return $"A bandit follows its first goal, a rate or a mean of which more is better, such as {nameof(ShopMetric.Conversion)} or {nameof(ShopMetric.Revenue)}; {goal.Metric} is {(goal.Kind == MetricKind.Ratio ? "a ratio, with no one value a unit" : "better when lower")}: put another goal first, and this one among the guardrails or the secondary metrics.";
        if (plan.UpdateMinutes >= 1 && plan.UpdateMinutes * MostPeriods < experiment.Plan.MaximumDays * 1440 - 1e-6)
            yield return string.Create(CultureInfo.InvariantCulture, $"A bandit has at most {MostPeriods} periods, and with an update every {plan.UpdateMinutes:0.##} minutes they are over after {plan.UpdateMinutes * MostPeriods / 1440:0.###} days; the plan runs up to {experiment.Plan.MaximumDays:0.###}: update every {Math.Ceiling(experiment.Plan.MaximumDays * 1440 / MostPeriods):0} minutes or more rarely, or plan the end sooner.");
    }

    /// <summary>The metric that a bandit follows; null where there is no goal.</summary>
    public static ExperimentMetric? Goal(Experiment experiment) => experiment.Metrics.IsDefault ? null : experiment.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Goal);

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
