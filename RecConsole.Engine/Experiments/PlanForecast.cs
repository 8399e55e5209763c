using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// What a plan would take, by what the shop's own log says of the first goal: units and days for its effect at its power, and the
/// smallest effect that its longest run finds. Read once at the end; watching it all along takes somewhat more units.
/// </summary>
/// <param name="DaysRead">Of the log.</param>
/// <param name="UnitsSeen">Different units that were shown a slate where the experiment applies, in that time.</param>
/// <param name="Baseline">Of the goal, over those units; null where too few did anything.</param>
/// <param name="UnitsNeeded">Of all arms; of a log shorter than <see cref="LeastDays"/> a guess.</param>
/// <param name="DaysNeeded">At the plan's last step of the ramp and the layer's part, at the pace at which new units came; null where the log is shorter than <see cref="LeastDays"/>.</param>
/// <param name="SmallestEffect">As a share of the baseline, that <see cref="AnalysisPlan.MaximumDays"/> finds; null where the log is shorter than <see cref="LeastDays"/>.</param>
public sealed record PlanForecast(string Metric, double DaysRead, long UnitsSeen, double? Baseline, double? UnitsNeeded, double? DaysNeeded, double? SmallestEffect)
{
    /// <summary>A whole day: nights bring fewer new units than evenings, and who comes again within a day has not come again yet in an hour.</summary>
    public const double LeastDays = 1;

    /// <summary>A whole week, with each weekday in it.</summary>
    public const double WholeDays = 7;

    /// <param name="units">Of the log, as though everybody had been in the control.</param>
    public static PlanForecast? Of(Experiment experiment, IReadOnlyCollection<UnitTally> units, DateTimeOffset from, DateTimeOffset until)
    {
        if (experiment.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Goal) is not { } goal || experiment.Variants.Length < 2) return null;
        var days = (until - from).TotalDays;
        var forecast = new PlanForecast(ShopMetrics.NameOf(goal.Metric), days, units.Count, null, null, null, null);
        if (days <= 0 || units.Count < ExperimentAnalysis.FewestUnits) return forecast;
        if (ExperimentAnalysis.SumsOf(experiment, goal, units).Arms[0].Moments is not { Mean: not 0, Variance: > 0 } log) return forecast;
        var plan = experiment.Plan;
        var arms = experiment.Variants.Length;
        var alpha = plan.Correction == Correction.None ? plan.Alpha : plan.Alpha / MetricComparison.FamilySize(experiment);
        var needed = Power.TotalSampleSize(Math.Abs(log.Mean) * plan.MinimumDetectableEffect, log.Variance, plan.Power, alpha) / 2 * arms;
        forecast = forecast with { Baseline = log.Mean, UnitsNeeded = needed };
        if (days < LeastDays) return forecast;
        var share = (experiment.Layer.End - experiment.Layer.Start) * (plan.RampSteps.IsDefaultOrEmpty ? 1 : plan.RampSteps[^1]);
        var firsts = units.Select(unit => unit.FirstExposure).Order().ToArray();
        // those who come again are no new units: the later half of the log tells how many new ones a day brings
        var late = firsts.Length - firsts.Length / 2;
        var latePace = late / Math.Max(1e-6, (until - firsts[firsts.Length / 2]).TotalDays);
        double DaysFor(double total)
        {
            var wanted = total / Math.Max(1e-9, share);
            return wanted <= firsts.Length ? (firsts[Math.Max(0, (int)Math.Ceiling(wanted) - 1)] - from).TotalDays : days + (wanted - firsts.Length) / latePace;
        }
        var most = share * (plan.MaximumDays <= days ? firsts.Count(first => (first - from).TotalDays <= plan.MaximumDays) : firsts.Length + (plan.MaximumDays - days) * latePace);
        return forecast with
        {
            DaysNeeded = DaysFor(needed),
            SmallestEffect = Power.MinimumDetectableEffect(log.Mean, log.Variance, most / arms, plan.Power, alpha),
        };
    }
}
