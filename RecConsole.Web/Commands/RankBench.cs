using System.Diagnostics;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Web.Commands;

/// <summary>
/// Measures the product on a random catalogue: embeddings, 16 signals and a bias column that boosts a tenth of the items,
/// with a hundredth of them hidden. The reference runs in slices between ours, so that both meet the same noise.
/// </summary>
public sealed class RankBench(RankBenchOptions options)
{
    const int Signals = 16;
    const int Slices = 10;
    const double WarmUpSeconds = 1;

    readonly Rng rng = new(1);

    /// <exception cref="CommandFailedException">The device is not at hand.</exception>
    public RankBenchReport Run(CancellationToken cancellation)
    {
        using var scorer = ItemScorers.Create(options.Device);
        if (scorer.FallbackReason is { } reason) throw new CommandFailedException($"There is nothing to measure on {options.Device}: {reason}");
        var refresh = new RefreshBench(options.Items, options.Dim).Run();
        var dense = Gaussians(options.Items * options.Dim);
        var signals = Gaussians(options.Items * Signals);
        var started = Stopwatch.GetTimestamp();
        var matrix = new ScoreMatrix(ColumnBlock.Build(dense, options.Items, options.Dim), ColumnBlock.Build(signals, options.Items, Signals));
        var buildMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var swapMs = new List<double>();
        for (var i = 0; i < Slices; i++) Time(swapMs, () => matrix = matrix.WithSignals(ColumnBlock.Build(signals, options.Items, Signals, matrix.Signals)));

        var requests = Requests();
        var lists = requests.Select(_ => new TopList()).ToArray();
        using var bare = new BareProduct(dense, Gaussians(options.Batch * options.Dim), options.Dim, Math.Min(options.Top, options.Items), options.Device);
        void Ours() => scorer.Score(matrix, requests, lists);
        Slice([], Ours, WarmUpSeconds, cancellation);
        Slice([], bare.Run, 0, cancellation);
        List<double> ours = [], reference = [];
        for (var i = 0; i < Slices; i++)
        {
            Slice(ours, Ours, options.Seconds / Slices / 2, cancellation);
            Slice(reference, bare.Run, options.Seconds / Slices / 2, cancellation);
        }
        double mine = PerSecond(ours), theirs = PerSecond(reference);
        var columns = options.Dim + Signals + 1;
        return new RankBenchReport(options.Items, options.Dim, columns, options.Batch, options.Top, scorer.Device, mine,
            Quantile(ours, 0.5), Quantile(ours, 0.99), 2.0 * columns * options.Items * mine / 1e9,
            new($"ONNX Runtime MatMul + TopK ({(options.Device == ComputeDevice.Cuda ? "cuda" : "cpu")})", theirs, Quantile(reference, 0.5)), mine / theirs,
            buildMs, Quantile(swapMs, 0.5), refresh);
    }

    ScoreRequest[] Requests()
    {
        var boosts = new float[options.Items];
        var hidden = new Bitset(options.Items);
        for (var item = 0; item < options.Items; item++)
        {
            if (rng.NextBool(0.1)) boosts[item] = 0.5f;
            if (rng.NextBool(0.01)) hidden[item] = true;
        }
        var bias = new BiasColumn(boosts);
        var requests = new ScoreRequest[options.Batch];
        for (var q = 0; q < requests.Length; q++)
        {
            var vector = Gaussians(options.Dim + Signals);
            // relevance of unit deviation, signals at the weights of an ordinary strategy
            for (var c = 0; c < vector.Length; c++) vector[c] *= c < options.Dim ? 1 / MathF.Sqrt(options.Dim) : 0.2f;
            requests[q] = new ScoreRequest { Vector = vector, Count = options.Top, Bias = bias, Excluded = hidden };
        }
        return requests;
    }

    float[] Gaussians(int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)rng.NextGaussian();
        return values;
    }

    double PerSecond(List<double> milliseconds) => 1000 * options.Batch * milliseconds.Count / milliseconds.Sum();

    static void Slice(List<double> milliseconds, Action product, double seconds, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            Time(milliseconds, product);
        }
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds);
    }

    static void Time(List<double> milliseconds, Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    static double Quantile(List<double> values, double probability) =>
        values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(probability * values.Count) - 1, 0, values.Count - 1));
}
