using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: a running experiment and its latest results. Out: what happens to its traffic. A guardrail that is shown to be worse ends
/// it, at once and at any share. Otherwise each step is held for its time, and the next is taken only if no check is red.
/// </summary>
public static class RampPolicy
{
    /// <param name="results">Of the open phase; null before the first look.</param>
    public static RampMove Next(Experiment experiment, ExperimentResults? results, DateTimeOffset now)
    {
        var phase = experiment.Phase!;
        if (results is not null && Harm(results) is { } harm) return new(RampAction.RollBack, harm);
        var next = experiment.Plan.RampSteps.Where(step => step > phase.Share + 1e-9).Select(step => (double?)step).FirstOrDefault();
        if (next is not { } share) return new(RampAction.Hold, "Everybody who matches is in: the ramp is done.");
        var due = SteppedAt(experiment) + experiment.Plan.Hold;
        var words = share.ToString("0.##%", CultureInfo.InvariantCulture);
        if (now < due) return new(RampAction.Hold, $"The next step, {words}, follows when this one has been held.", At: due);
        if (results is null) return new(RampAction.Hold, $"The next step, {words}, waits for a first look at this one.");
        var red = results.Health.Where(check => check.State == HealthState.Red).Select(check => check.Name.ToLowerInvariant()).ToList();
        return red.Count > 0
            ? new(RampAction.Hold, $"The next step, {words}, waits: {string.Join(" and ", red)} {(red.Count == 1 ? "is" : "are")} red.")
            : new(RampAction.Step, $"Held for {experiment.Plan.HoldHours.ToString("0.##", CultureInfo.InvariantCulture)} h {(experiment.Method == ExperimentMethod.Interleaving ? "with no check red" : "without harm to a guardrail")}.", share);
    }

    /// <summary>Since when the share is as it is: a bandit's next period begins no step anew.</summary>
    static DateTimeOffset SteppedAt(Experiment experiment)
    {
        var last = experiment.Phases.Length - 1;
        if (experiment.Method == ExperimentMethod.Bandit)
            while (last > 0 && experiment.Phases[last].Steps.Length == 1 && experiment.Phases[last - 1].Share == experiment.Phases[last].Share) last--;
        return experiment.Phases[last].SteppedAt;
    }

    static string? Harm(ExperimentResults results)
    {
        foreach (var metric in results.Metrics)
            foreach (var look in metric.Looks)
                if (metric.Metric.Role == MetricRole.Guardrail && look.Guardrail == GuardrailState.Inferior)
                    return string.Create(CultureInfo.InvariantCulture,
                        $"{look.Arm} harms the guardrail {metric.Name}: {(look.Gain is { } gain ? string.Create(CultureInfo.InvariantCulture, $"{gain.Value:+0.0%;-0.0%} ({gain.Lower:+0.0%;-0.0%} to {gain.Upper:+0.0%;-0.0%})") : "it has none")} after {results.Units:n0} units, where {-(metric.Metric.NonInferiorityMargin ?? MetricPresets.Margin):0.#%} is borne.");
        return null;
    }
}
