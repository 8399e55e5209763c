using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>What is wrong with the definition of an interleaving, beside what is wrong with any.</summary>
static class InterleavingFaults
{
    public const string NoSplit = "An interleaving has no split: each of its two strategies drafts half of the slots. For more or less of it change the traffic.";

    public static IEnumerable<string> Of(Experiment experiment)
    {
        if (experiment.Method != ExperimentMethod.Interleaving) yield break;
        var variants = experiment.Variants;
        if (!variants.IsDefault && variants.Length > 2) yield return $"Interleaving holds two strategies against each other, the control first; there are {variants.Length} variants: take the others away, or compare them two by two.";
        if (!variants.IsDefault && variants.Any(variant => variant.Weight != 0.5))
            yield return $"Each of the two drafts half of the slots: the weights of an interleaving are 0.5 and 0.5, not {string.Join(" and ", variants.Select(variant => variant.Weight.ToString(CultureInfo.InvariantCulture)))}.";
        if (!variants.IsDefault && variants.Any(variant => variant.Name == TeamDraft.Variant)) yield return $"The slates of both are called '{TeamDraft.Variant}' in the log: give the variant another name.";
        if (experiment.Metrics.IsDefault) yield break;
        var goals = experiment.Metrics.Where(metric => metric.Role == MetricRole.Goal).ToList();
        if (goals.Count > 1) yield return $"The credit of a team is one metric: keep one of the goals {string.Join(", ", goals.Select(goal => goal.Metric))}.";
        foreach (var goal in goals)
        {
            if (!InterleavingCredit.Metrics.Contains(goal.Metric))
                yield return $"{goal.Metric} cannot be told by the slot of an item, and one shopper sees both strategies: the goal of an interleaving is {string.Join(", ", InterleavingCredit.Metrics.SkipLast(1))} or {InterleavingCredit.Metrics[^1]}.";
            if (goal.MinimumEffect >= 0.5) yield return "The smallest lead of interest of an interleaving lies below 0.5, such as 0.02: a share of 52 % of the units that prefer one.";
        }
        foreach (var other in experiment.Metrics.Where(metric => metric.Role != MetricRole.Goal))
            yield return other.Role == MetricRole.Guardrail
                ? $"The guardrail {other.Metric} cannot be told by strategy where one slate shows both: take it away. What protects is the ramp, and a person who stops; the A/B test that follows has guardrails."
                : $"{other.Metric} cannot be told by strategy where one slate shows both: take it away; the A/B test that follows measures it.";
    }
}
