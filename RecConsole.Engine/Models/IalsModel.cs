using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// Implicit alternating least squares (Hu, Koren and Volinsky 2008) in the form of Rendle, Krichene, Zhang and Koren 2021,
/// "Revisiting the performance of iALS on item recommendation benchmarks": over the pairs S that occurred it minimises
/// sum over S of (w_u · h_i - 1)² + alpha_0 sum over all pairs of (w_u · h_i)²
/// + lambda (sum over u of (|S_u| + alpha_0 |I|)^nu |w_u|² + sum over i of (|S_i| + alpha_0 |U|)^nu |h_i|²).
/// Shoppers' factors are not kept: the served encoder solves for them from the history (<see cref="IalsEncoder"/>).
/// </summary>
public static class IalsModel
{
    public const string Key = "ials";

    /// <summary>Passes that suffice where the items' factors are those of a model that was fitted before; each takes the whole log.</summary>
    public const int WarmIterations = 4;

    /// <summary>The same log, options and seed give the same factors, bit for bit, on any number of threads. Cost of a pass: 4 d (steps + 1) |S| + 2 d² steps (U + V).</summary>
    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<IalsSettings>();
        var (log, parallel, rng) = (request.Log, request.Parallel, new Rng(request.Seed));
        var stride = IalsSystem.StrideOf(settings.Dimensions);
        var users = Factors(log.UserCount, settings, stride, rng);
        var items = Factors(log.Vocabulary.Count, settings, stride, rng);
        request.Warm?.CheckFits(Key, settings.Dimensions);
        if (request.Warm is { } warm) items = warm.Rows(log.Vocabulary, items, warm.Parent.Embeddings, warm.Placed);
        var started = request.Time.GetTimestamp();
        for (var pass = 0; pass < settings.Iterations; pass++)
        {
            Solve(users, log.UserSets, items, log.Vocabulary.Count, settings, stride, parallel);
            Solve(items, log.ItemSets, users, log.UserCount, settings, stride, parallel);
            request.Progress?.Report(new FitProgress($"Pass {pass + 1} of {settings.Iterations}", (pass + 1.0) / settings.Iterations));
        }
        var seconds = request.Time.GetElapsedTime(started).TotalSeconds;
        var gram = Diagonalise(items, log.Vocabulary.Count, settings.Dimensions, stride, parallel, out var rotated);
        return new InnerProductModel(new ModelArtifact(Key, log.Vocabulary, settings.Dimensions, rotated, IalsEncoder.Create(settings, gram, log.Vocabulary.Count), request.Record(settings))
        {
            Card = new ModelCard($"inner product of {settings.Dimensions} dimensions; the shopper's factors are solved for from the latest {settings.History.Length} interactions",
                "Rendle, Krichene, Zhang and Koren 2021", ModelCard.Json(settings))
            { Epochs = settings.Iterations, SecondsPerEpoch = seconds / settings.Iterations, Notes = request.Warm is { } parent ? [parent.Note(log)] : [] },
        });
    }

    /// <summary>One half of a pass: every row of <paramref name="targets"/> by the rows of <paramref name="others"/> that it met.</summary>
    static void Solve(float[] targets, int[][] sets, float[] others, int otherCount, IalsSettings settings, int stride, ParallelOptions parallel)
    {
        var system = new IalsSystem(others, otherCount, settings, stride, parallel);
        Parallel.For(0, sets.Length, parallel, () => new IalsSystem.Scratch(stride), (row, _, scratch) =>
        {
            system.Solve(sets[row], default, targets.AsSpan(row * stride, stride), settings.SolverSteps, tolerance: 0, scratch);
            return scratch;
        }, _ => { });
    }

    static float[] Factors(int count, IalsSettings settings, int stride, Rng rng)
    {
        var factors = new float[checked(count * stride)];
        var deviation = settings.InitialDeviation / Math.Sqrt(settings.Dimensions);
        for (var row = 0; row < count; row++)
            for (var k = 0; k < settings.Dimensions; k++) factors[row * stride + k] = (float)(deviation * rng.NextGaussian());
        return factors;
    }

    /// <summary>
    /// Rotates the items so that HᵀH is diagonal, and returns that diagonal, largest first: no score changes, and the encoder
    /// has no matrix to carry along. Cost: some d³ operations, and d² an item.
    /// </summary>
    static double[] Diagonalise(float[] items, int count, int dimensions, int stride, ParallelOptions parallel, out float[] rotated)
    {
        var sums = IalsSystem.Gram(items, count, stride, parallel);
        var gram = new double[dimensions, dimensions];
        for (var i = 0; i < dimensions; i++)
            for (var j = 0; j < dimensions; j++) gram[i, j] = sums[i * stride + j];
        var (_, sigma, axes) = JacobiSvd.Decompose(gram);
        var rows = new float[count * dimensions];
        Parallel.For(0, count, parallel, row =>
        {
            for (var k = 0; k < dimensions; k++)
            {
                var sum = 0.0;
                for (var i = 0; i < dimensions; i++) sum += items[row * stride + i] * axes[i, k];
                rows[row * dimensions + k] = (float)sum;
            }
        });
        rotated = rows;
        return sigma;
    }
}
