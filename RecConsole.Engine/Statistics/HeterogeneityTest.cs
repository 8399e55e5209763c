using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>Whether effects of separate groups differ from each other by more than chance: Cochran's Q (Cochran 1954, "The combination of estimates from different experiments").</summary>
public static class HeterogeneityTest
{
    /// <param name="effects">Of groups that share no unit, each with its standard error.</param>
    /// <returns>Null where there are fewer than two effects, or one has no error.</returns>
    public static double? PValue(IReadOnlyList<(double Effect, double StandardError)> effects)
    {
        if (effects.Count < 2 || effects.Any(one => !(one.StandardError > 0) || !double.IsFinite(one.Effect))) return null;
        double weights = 0, weighted = 0;
        foreach (var (effect, error) in effects)
        {
            weights += 1 / (error * error);
            weighted += effect / (error * error);
        }
        var common = weighted / weights;
        var q = effects.Sum(one => (one.Effect - common) * (one.Effect - common) / (one.StandardError * one.StandardError));
        return 1 - ChiSquared.CDF(effects.Count - 1, q);
    }
}
