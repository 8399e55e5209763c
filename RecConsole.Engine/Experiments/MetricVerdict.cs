using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>What the figures of one metric come to.</summary>
/// <param name="Sentence">For whoever reads nothing else.</param>
public sealed record MetricVerdict(VerdictCode Code, string Sentence)
{
    public const double Alpha = 0.05;

    /// <summary>
    /// A sample ratio that is off comes before everything. Then: an arm that is better than the control (the best of them), only
    /// worse ones, none that differs, none that could be compared. A covariate that was named is taken out first (CUPED), as an experiment's
    /// page does. p-values are adjusted for the number of arms.
    /// </summary>
    public static MetricVerdict Of(string metric, IReadOnlyList<ArmComparison> comparisons, bool isSampleRatioSound, double sampleRatioPValue)
    {
        if (!isSampleRatioSound)
            return new(VerdictCode.Unhealthy, $"The arms have not the shares of units that they should have ({P(sampleRatioPValue)}): something loses units of one arm, and no figure can be trusted until that is found.");
        var known = comparisons.Where(one => one.Deciding is not null).ToList();
        if (known.Count == 0) return new(VerdictCode.NoComparison, "No arm can be compared with the control: an arm has fewer than two units, or nothing varies.");
        var significant = known.Where(one => one.AdjustedPValue < Alpha).ToList();
        if (significant.Where(one => one.Deciding!.Estimate > 0).MaxBy(one => one.Deciding!.Estimate) is { } best) return new(VerdictCode.Better, $"{Words(best, metric, "a higher")}{Corrected(known)}");
        if (significant.MinBy(one => one.Deciding!.Estimate) is { } worst) return new(VerdictCode.Worse, $"{Words(worst, metric, "a lower")}{Corrected(known)}");
        var widest = known.MinBy(one => one.AdjustedPValue)!;
        return new(VerdictCode.NoDifference, $"No arm's {metric} differs from that of {widest.Control} beyond chance; nearest is {widest.Arm} with {Difference(widest)}{Corrected(known)}");
    }

    static string Words(ArmComparison one, string metric, string how) => $"{one.Arm} has {how} {metric} than {one.Control}: {Difference(one)}";

    static string Difference(ArmComparison one)
    {
        var found = one.Deciding!;
        // the relative difference is of the values as they are
        var share = one.Cuped is not null ? "" : one.Relative is { } relative ? string.Create(CultureInfo.InvariantCulture, $", {relative.Estimate:+0.0%;-0.0%}") : "";
        var without = one.Cuped is not null ? " without what the covariate explains" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{found.Estimate:+0.####;-0.####}{without} ({found.Lower:+0.####;-0.####} to {found.Upper:+0.####;-0.####}{share}), {P(one.AdjustedPValue!.Value)}");
    }

    static string Corrected(List<ArmComparison> known) => known.Count > 1 ? $" (Holm over {known.Count} arms)." : ".";

    /// <summary>As every sentence writes a p-value: none is 0.</summary>
    public static string P(double p) => p < 0.0001 ? "p less than 0.0001" : $"p = {p.ToString("0.0000", CultureInfo.InvariantCulture)}";
}

/// <summary>What a verdict says, for programs.</summary>
public enum VerdictCode
{
    Unhealthy,
    NoComparison,
    Better,
    Worse,
    NoDifference,
}
