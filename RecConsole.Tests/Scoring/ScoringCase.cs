using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

/// <summary>A random catalogue and requests for it, by seed.</summary>
sealed class ScoringCase
{
    readonly Rng rng;
    readonly float[] dense;
    readonly float[] signals;

    public ScoringCase(ulong seed, int items, int denseColumns, int signalColumns, Func<Rng, int, float>? value = null)
    {
        rng = new Rng(seed);
        value ??= (r, _) => (float)r.NextGaussian();
        dense = Values(items, denseColumns, value, rng);
        signals = Values(items, signalColumns, value, rng);
        Matrix = new ScoreMatrix(ColumnBlock.Build(dense, items, denseColumns), ColumnBlock.Build(signals, items, signalColumns));
    }

    public ScoreMatrix Matrix { get; }

    public Rng Rng => rng;

    public ScoreRequest Request(int count, float scale = 1, bool bias = false, bool excluded = false, int excludedItems = 0, int sparse = 0)
    {
        var vector = new float[Matrix.Columns];
        for (var c = 0; c < vector.Length; c++) vector[c] = scale * (float)rng.NextGaussian();
        return new ScoreRequest
        {
            Vector = vector,
            Count = count,
            Offset = scale * (float)rng.NextGaussian(),
            Bias = bias ? new BiasColumn(Rules(scale)) : null,
            Excluded = excluded ? Set(0.5) : null,
            ExcludedItems = Draw(excludedItems),
            Sparse = sparse == 0 ? default : new SparseTerm(Draw(sparse), Gaussians(sparse), scale),
        };
    }

    public Bitset Set(double share)
    {
        var set = new Bitset(Matrix.Count);
        for (var i = 0; i < set.Length; i++) set[i] = rng.NextBool(share);
        return set;
    }

    /// <summary>The score in double precision, straight from the definition.</summary>
    public double Reference(int item, ScoreRequest request)
    {
        var sum = 0.0;
        var vector = request.Vector.Span;
        var d = Matrix.Dense.Columns;
        for (var c = 0; c < vector.Length; c++)
            sum += (double)vector[c] * (c < d ? dense[item * d + c] : signals[item * Matrix.Signals.Columns + c - d]);
        var place = request.Sparse.Indices.Span.IndexOf(item);
        return sum + (request.Bias?.Values[item] ?? 0) + request.Offset
            + (place < 0 ? 0 : (double)request.Sparse.Weight * request.Sparse.Values.Span[place]);
    }

    public static bool IsEligible(int item, ScoreRequest request) =>
        request.Excluded?[item] != true && !request.ExcludedItems.Span.Contains(item);

    /// <summary>The exact answer, from the canonical scores of all eligible items, sorted.</summary>
    public (int[] Indices, float[] Scores) Expected(ScoreRequest request)
    {
        var all = new List<(float Score, int Item)>();
        for (var item = 0; item < Matrix.Count; item++)
            if (IsEligible(item, request)) all.Add((CanonicalScore.Of(Matrix, item, request), item));
        var best = all.OrderByDescending(e => e.Score).ThenBy(e => e.Item).Take(request.Count).ToArray();
        return ([.. best.Select(e => e.Item)], [.. best.Select(e => e.Score)]);
    }

    public static TopList[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new TopList())];

    public TopList Score(IItemScorer scorer, ScoreRequest request) => ScoreAll(scorer, request)[0];

    public TopList[] ScoreAll(IItemScorer scorer, params ScoreRequest[] requests)
    {
        var lists = Lists(requests.Length);
        scorer.Score(Matrix, requests, lists);
        return lists;
    }

    public void AssertExact(IItemScorer scorer, params ScoreRequest[] requests)
    {
        var lists = ScoreAll(scorer, requests);
        for (var i = 0; i < requests.Length; i++)
        {
            var (indices, scores) = Expected(requests[i]);
            Assert.Equal(indices, lists[i].Indices.ToArray());
            Assert.Equal(scores, lists[i].Scores.ToArray());
        }
    }

    int[] Draw(int count)
    {
        var drawn = new int[Matrix.Count == 0 ? 0 : count];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = rng.NextInt(Matrix.Count);
        return drawn;
    }

    float[] Gaussians(int count)
    {
        var values = new float[Matrix.Count == 0 ? 0 : count];
        for (var i = 0; i < values.Length; i++) values[i] = (float)rng.NextGaussian();
        return values;
    }

    float[] Rules(float scale)
    {
        var values = new float[Matrix.Count];
        for (var i = 0; i < values.Length; i++) values[i] = rng.NextBool(0.2) ? scale * rng.NextInt(5) : 0;
        return values;
    }

    static float[] Values(int items, int columns, Func<Rng, int, float> value, Rng rng)
    {
        var values = new float[items * columns];
        for (var i = 0; i < values.Length; i++) values[i] = value(rng, i % columns);
        return values;
    }
}
