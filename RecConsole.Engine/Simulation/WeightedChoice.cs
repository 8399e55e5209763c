using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

internal static class WeightedChoice
{
    /// <summary>An index drawn in proportion to <paramref name="weights"/>, which are not negative and not all zero.</summary>
    public static int NextWeighted(this Rng rng, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (var weight in weights) sum += weight;
        var left = rng.NextDouble() * sum;
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
        return weights.Length - 1; // rounding left a remainder
    }
}
