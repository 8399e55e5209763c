using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>Percentile intervals of means over shoppers (Efron 1979): shoppers are drawn anew with replacement, all figures of one together.</summary>
static class Bootstrap
{
    /// <param name="figures">[cases, width], row-major.</param>
    /// <returns>95 % of each mean, in the order of the columns. The same for the same seed on any number of threads.</returns>
    public static Interval[] Intervals(double[] figures, int width, int resamples, ulong seed, ParallelOptions parallel)
    {
        var cases = figures.Length / width;
        var means = new double[resamples][];
        var root = new Rng(seed);
        Parallel.For(0, resamples, parallel, resample =>
        {
            var rng = root.Fork((ulong)resample);
            var sums = new double[width];
            for (var draw = 0; draw < cases; draw++)
                System.Numerics.Tensors.TensorPrimitives.Add(sums, figures.AsSpan(rng.NextInt(cases) * width, width), sums);
            for (var c = 0; c < width; c++) sums[c] /= cases;
            means[resample] = sums;
        });
        var intervals = new Interval[width];
        var column = new double[resamples];
        for (var c = 0; c < width; c++)
        {
            var mean = 0.0;
            for (var i = 0; i < cases; i++) mean += figures[i * width + c];
            for (var i = 0; i < resamples; i++) column[i] = means[i][c];
            Array.Sort(column);
            intervals[c] = new Interval(mean / cases, column[(int)(0.025 * (resamples - 1))], column[(int)Math.Ceiling(0.975 * (resamples - 1))]);
        }
        return intervals;
    }
}
