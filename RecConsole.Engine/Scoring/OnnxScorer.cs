using Microsoft.ML.OnnxRuntime;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// In: the catalogue's matrix [N, W] and a batch of request vectors. Out: each request's exact top M. One ONNX graph on the
/// CPU or on CUDA finds the candidates in fp32, the CPU scores them canonically; the requests whose bound does not close
/// (ties beyond the surplus, long lists of their own) go to the SIMD kernel, as does all once the device has failed. Calls
/// take turns. Cost on the device: 4 B·N bytes for the scores of a batch.
/// </summary>
public sealed class OnnxScorer : IItemScorer
{
    /// <summary>Candidates asked for beyond what is wanted and what the request itself takes out.</summary>
    const int Surplus = 64;

    /// <summary>Requests that take out more items than this themselves go to the SIMD kernel.</summary>
    const int MostOwnItems = 4096;

    /// <summary>Scores of one run: 1 GB.</summary>
    const long MostScores = 1L << 28;

    /// <summary>One rounding of fp32.</summary>
    const double UnitRoundoff = 1.0 / (1 << 24);

    readonly Lock turn = new();
    readonly ProgramOptions options;
    readonly SimdScorer cpu = new();
    readonly List<ScoreQuery> queries = [];
    readonly List<ScoreQuery> pending = [];
    readonly List<ScoreQuery> group = [];
    readonly List<ScoreQuery> left = [];
    readonly CandidateRanking ranking = new();
    OnnxProduct? product;
    float[] addend = [];
    BiasColumn? addendBias;
    Bitset? addendExcluded;
    ulong[] keys = [];
    ScoreRequest[] leftRequests = [];
    TopList[] leftResults = [];

    /// <exception cref="InvalidDataException">The device does not accept the graph.</exception>
    public OnnxScorer(ProgramOptions options)
    {
        this.options = options;
        // A first tiny product, so that a device that cannot do it is known at the start.
        using var probe = new OnnxProduct(ColumnBlock.Lanes, ColumnBlock.Lanes, options);
    }

    /// <summary>Requests so far that the bound did not settle.</summary>
    internal int LeftToCpu { get; private set; }

    public string Device => FallbackReason is null ? $"{(options.Device == ComputeDevice.Cuda ? "cuda" : "cpu")}, ONNX Runtime" : cpu.Device;

    public string? FallbackReason { get; private set; }

    public void Score(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        if (requests.Length != results.Length)
            throw new ArgumentException($"{requests.Length} requests need as many result lists, not {results.Length}.", nameof(results));
        for (var i = 0; i < requests.Length; i++)
            if (requests[i].Problem(matrix) is { } problem) throw new ArgumentException($"Request {i}: {problem}", nameof(requests));
        lock (turn)
        {
            if (FallbackReason is null)
                try
                {
                    ScoreInTurn(matrix, requests, results);
                    return;
                }
                catch (OnnxRuntimeException failure)
                {
                    FallbackReason = $"The product failed on {options.Device}: {failure.Message} The CPU kernel does it instead.";
                }
        }
        cpu.Score(matrix, requests, results);
    }

    public void Dispose()
    {
        lock (turn) product?.Dispose();
        cpu.Dispose();
    }

    void ScoreInTurn(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        Prepare(matrix, requests);
        if (pending.Count > 0) Use(matrix);
        var mostAtOnce = (int)Math.Clamp(MostScores / Math.Max(1, matrix.Count), 1, int.MaxValue);
        while (pending.Count > 0)
        {
            TakeGroup(mostAtOnce);
            Run(matrix, results);
        }
        ScoreLeft(matrix, requests, results);
        for (var q = 0; q < requests.Length; q++) queries[q].Release();
    }

    void Prepare(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests)
    {
        while (queries.Count < requests.Length) queries.Add(new ScoreQuery { Index = queries.Count });
        pending.Clear();
        left.Clear();
        for (var q = 0; q < requests.Length; q++)
        {
            var query = queries[q];
            query.Prepare(matrix, requests[q]);
            query.IsCoarse = true;
            query.Slack = Slack(matrix, requests[q]);
            var fits = float.IsFinite(query.Slack) && query.OwnItems <= MostOwnItems && matrix.Count > 0 && CanonicalScore.PaddedLength(matrix) > 0;
            (fits ? pending : left).Add(query);
        }
    }

    void Use(ScoreMatrix matrix)
    {
        if (product?.Fits(matrix) != true)
        {
            product?.Dispose();
            product = new OnnxProduct(matrix.Dense.Stride, matrix.Signals.Stride, options);
            addend = [];
        }
        product.Use(matrix);
    }

    /// <summary>Moves the first pending request, and all that share its bias and its excluded set, into the group.</summary>
    void TakeGroup(int most)
    {
        group.Clear();
        var first = pending[0].Request;
        var kept = 0;
        for (var q = 0; q < pending.Count; q++)
        {
            var request = pending[q].Request;
            if (group.Count < most && request.Bias == first.Bias && request.Excluded == first.Excluded) group.Add(pending[q]);
            else pending[kept++] = pending[q];
        }
        pending.RemoveRange(kept, pending.Count - kept);
    }

    void Run(ScoreMatrix matrix, ReadOnlySpan<TopList> results)
    {
        FillAddend(matrix.Count, group[0].Request);
        var count = 0;
        foreach (var query in group) count = Math.Max(count, query.Want + query.OwnItems + Surplus);
        count = Math.Min(count, matrix.Count);
        product!.Reshape(group.Count, count);
        for (var row = 0; row < group.Count; row++) product.SetQuery(row, group[row].Padded);
        product.Run();
        if (keys.Length < count) keys = new ulong[count];
        for (var row = 0; row < group.Count; row++)
        {
            var query = group[row];
            var scores = product.Scores.Slice(row * count, count);
            if (Collect(query, scores, product.Items.Slice(row * count, count), matrix.Count, out var found))
            {
                ranking.Clear();
                ranking.Add(keys.AsSpan(0, found));
                ranking.Rank(matrix, query, results[query.Index]);
            }
            else left.Add(query);
        }
    }

    /// <summary>Gathers the candidates that the request does not take out; false where an item beyond them could belong to the best.</summary>
    bool Collect(ScoreQuery query, ReadOnlySpan<float> scores, ReadOnlySpan<long> items, int itemCount, out int found)
    {
        found = 0;
        var blocked = query.Blocked;
        for (var i = 0; i < scores.Length && scores[i] > float.NegativeInfinity; i++)
        {
            var item = (int)items[i];
            if (blocked.IsEmpty || (blocked[item >> 6] & 1UL << item) == 0) keys[found++] = RankKey.Of(scores[i], item);
        }
        if (query.Want == 0 || scores.Length == itemCount || scores[^1] == float.NegativeInfinity) return true;
        return found >= query.Want && scores[^1] < MathF.BitDecrement(RankKey.Score(keys[query.Want - 1]) - query.Slack);
    }

    void FillAddend(int items, in ScoreRequest request)
    {
        if (addend.Length == items && addendBias == request.Bias && addendExcluded == request.Excluded) return;
        if (addend.Length != items) addend = GC.AllocateUninitializedArray<float>(items, pinned: true);
        (addendBias, addendExcluded) = (request.Bias, request.Excluded);
        if (request.Bias is { } bias) bias.Values.CopyTo(addend);
        else Array.Clear(addend);
        if (request.Excluded is { } excluded)
            for (var item = 0; item < items; item++)
                if (excluded[item]) addend[item] = float.NegativeInfinity;
        product!.UseAddend(addend);
    }

    void ScoreLeft(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        if (left.Count == 0) return;
        LeftToCpu += left.Count;
        if (leftRequests.Length < left.Count) (leftRequests, leftResults) = (new ScoreRequest[requests.Length], new TopList[requests.Length]);
        for (var i = 0; i < left.Count; i++) (leftRequests[i], leftResults[i]) = (requests[left[i].Index], results[left[i].Index]);
        cpu.Score(matrix, leftRequests.AsSpan(0, left.Count), leftResults.AsSpan(0, left.Count));
        Array.Clear(leftRequests, 0, left.Count);
    }

    /// <summary>
    /// Twice what two fp32 sums of the same terms in any two orders can differ by: each is within W roundings of Σ|w||value|.
    /// </summary>
    static float Slack(ScoreMatrix matrix, in ScoreRequest request)
    {
        var sizes = (request.Bias?.LargestSize ?? 0.0) + Math.Abs((double)request.Offset);
        var vector = request.Vector.Span;
        var dense = matrix.Dense.Columns;
        for (var c = 0; c < vector.Length; c++)
            sizes += Math.Abs(vector[c]) * (double)(c < dense ? matrix.Dense.LargestValues[c] : matrix.Signals.LargestValues[c - dense]);
        // The last term: a device may take subnormal products for zero.
        return (float)(4.1 * (CanonicalScore.PaddedLength(matrix) + 16) * (UnitRoundoff * sizes + 1.2e-38));
    }
}
