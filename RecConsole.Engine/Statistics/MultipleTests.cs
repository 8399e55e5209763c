namespace RecConsole.Engine.Statistics;

/// <summary>p-values of several tests as if there were one: adjusted, so that each may be held against the same alpha. The order stays.</summary>
public static class MultipleTests
{
    /// <summary>Family-wise error: p times the number of tests.</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        var adjusted = new double[p.Length];
        for (var i = 0; i < p.Length; i++) adjusted[i] = Math.Min(1, p[i] * p.Length);
        return adjusted;
    }

    /// <summary>Family-wise error, step-down (Holm 1979): never worse than Bonferroni.</summary>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        var (order, values) = (Order(p), p.ToArray());
        var adjusted = new double[p.Length];
        var most = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            most = Math.Max(most, Math.Min(1, values[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = most;
        }
        return adjusted;
    }

    /// <summary>False discovery rate, step-up (Benjamini and Hochberg 1995).</summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p)
    {
        var (order, values) = (Order(p), p.ToArray());
        var adjusted = new double[p.Length];
        var least = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            least = Math.Min(least, values[order[rank]] * order.Length / (rank + 1));
            adjusted[order[rank]] = least;
        }
        return adjusted;
    }

    static int[] Order(ReadOnlySpan<double> p)
    {
        var values = p.ToArray();
        return [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
    }
}
