using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>All that can be wrong with a definition that is looked at by itself; what the shop does not have is asked where the shop is known.</summary>
static class ExperimentFaults
{
    const int MostVariants = 10;
    const int MostForced = 1000;
    const int MostPlacements = 50;

    /// <summary>How far the weights may be from 1 together: thirds are written with three digits.</summary>
    const double WeightSlack = 0.0011;

    public static IReadOnlyList<string> Of(Experiment experiment) =>
        [.. Words(experiment), .. Scope(experiment), .. Variants(experiment), .. Metrics(experiment), .. experiment.Plan.Problems(), .. Forced(experiment), .. BanditPlan.Faults(experiment), .. InterleavingFaults.Of(experiment)];

    static IEnumerable<string> Words(Experiment experiment)
    {
        if (!Names.IsKey(experiment.Key)) yield return $"'{experiment.Key}' is no key for an experiment: it has 1 to {Names.MaxKeyLength} lower-case letters, digits, hyphens or underscores.";
        if (!Names.IsName(experiment.Name)) yield return $"The name of an experiment has 1 to {Names.MaxNameLength} characters.";
        if (experiment.Hypothesis.Length > Names.MaxTextLength) yield return $"The hypothesis has {experiment.Hypothesis.Length} characters; at most {Names.MaxTextLength} are kept.";
    }

    static IEnumerable<string> Scope(Experiment experiment)
    {
        if (!Enum.IsDefined(experiment.Unit)) yield return $"The unit is one of {string.Join(", ", Enum.GetNames<ExperimentUnit>())}.";
        if (!Enum.IsDefined(experiment.Method)) yield return $"The method is one of {string.Join(", ", Enum.GetNames<ExperimentMethod>())}.";
        if (experiment.Layer.Problem() is { } layer) yield return layer;
        if (experiment.Placements is not { } placements) yield break;
        if (placements.IsDefaultOrEmpty || placements.Length > MostPlacements || placements.Any(string.IsNullOrWhiteSpace))
            yield return $"An experiment names 1 to {MostPlacements} placements, or none at all for every one.";
    }

    static IEnumerable<string> Variants(Experiment experiment)
    {
        var variants = experiment.Variants;
        if (variants.IsDefault || variants.Length is < 2 or > MostVariants)
        {
            yield return $"An experiment has 2 to {MostVariants} variants, the control first; it has {(variants.IsDefault ? 0 : variants.Length)}.";
            if (variants.IsDefaultOrEmpty) yield break;
        }
        foreach (var variant in variants)
        {
            if (!Names.IsName(variant.Name)) yield return $"The name of a variant has 1 to {Names.MaxNameLength} characters.";
            if (string.IsNullOrWhiteSpace(variant.Strategy)) yield return $"The variant '{variant.Name}' names no strategy: say by which one it ranks.";
            if (variant.Description.Length > Names.MaxTextLength) yield return $"The description of '{variant.Name}' has {variant.Description.Length} characters; at most {Names.MaxTextLength} are kept.";
            if (!(variant.Weight is > 0 and < 1)) yield return $"The weight of '{variant.Name}' is {Text(variant.Weight)}; it is a share between 0 and 1.";
        }
        foreach (var twice in variants.GroupBy(variant => variant.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"Two variants are called '{twice.Key}'; a name names one.";
        if (WeightProblem([.. variants.Select(variant => variant.Weight)]) is { } sum) yield return sum;
    }

    /// <summary>What is wrong with a split, or null.</summary>
    public static string? WeightProblem(IReadOnlyList<double> weights) => Math.Abs(weights.Sum() - 1) <= WeightSlack
        ? null
        : $"The weights of the variants are {string.Join(", ", weights.Select(Text))}, together {Text(Math.Round(weights.Sum(), 6))}; they add up to 1.";

    static IEnumerable<string> Metrics(Experiment experiment)
    {
        if (experiment.Metrics.IsDefaultOrEmpty || experiment.Metrics.All(metric => metric.Role != MetricRole.Goal))
            yield return "An experiment has at least one goal: the metric that decides, such as Conversion.";
        if (experiment.Metrics.IsDefault) yield break;
        foreach (var metric in experiment.Metrics)
            foreach (var problem in metric.Problems())
                yield return problem;
        foreach (var twice in experiment.Metrics.GroupBy(metric => metric.Metric).Where(group => group.Count() > 1))
            yield return $"The metric {twice.Key} is there twice; give it one role.";
        if (experiment.Unit == ExperimentUnit.Session && experiment.Metrics.Any(metric => metric.Metric == ShopMetric.ReturnRate))
            yield return "A session never comes back: the return rate wants the unit Shopper.";
    }

    static IEnumerable<string> Forced(Experiment experiment)
    {
        if (experiment.Forced.Count > MostForced) yield return $"{experiment.Forced.Count} units are forced into a variant; at most {MostForced} may be: it is for a look, not for assignment.";
        foreach (var (unit, variant) in experiment.Forced)
            if (!experiment.Variants.IsDefault && experiment.FindVariant(variant) is null)
                yield return $"The unit '{unit}' is forced into '{variant}', which is no variant; there are {string.Join(", ", experiment.Variants.Select(one => $"'{one.Name}'"))}.";
    }

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
