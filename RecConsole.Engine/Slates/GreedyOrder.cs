using System.Numerics.Tensors;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// In: a key for each of the top M (score, or score with its noise) and the strategy's diversity. Out: candidates one by
/// one, each the best that is left; equal ones by number. With r = (key - least) / (greatest - least) and strength λ:
/// <list type="bullet">
/// <item>no diversity: by key;</item>
/// <item>MMR (Carbonell and Goldstein 1998): the largest (1 - λ) r - λ · (greatest likeness to those chosen, 0 at least);</item>
/// <item>DPP (Chen, Zhang and Zhou 2018, algorithm 1): the largest (1 - λ) r + λ ln d², d² the share of its vector that the
/// chosen ones do not span, kept by one Cholesky row a choice. A ridge of <see cref="Ridge"/> keeps d² positive beyond the
/// rank of the embeddings.</item>
/// </list>
/// Cost of a choice: by key 16 keys; with MMR one pass over M; with DPP as many more as items were chosen before.
/// </summary>
sealed class GreedyOrder
{
    /// <summary>ε in (1 - ε) S + ε I: two items of one vector are alike by 0.99, and ln d² is at least about -4.6.</summary>
    public const float Ridge = 0.01f;

    readonly KeyTournament byKey = new();
    float[] gain = [];
    float[] relevance = []; // (1 - λ) r; -∞ once chosen
    float[] closeness = []; // MMR: greatest likeness to those chosen. DPP: d²
    float[] scratch = [];
    readonly List<float[]> cholesky = [];
    readonly List<int> chosen = [];
    ItemLikeness? likeness;
    DiversityMethod method;
    float strength;
    int count, left;
    int last; // chosen and not yet counted in the gains of the others, or -1

    public void Begin(ReadOnlySpan<float> keys, Diversity diversity, ItemLikeness? alike)
    {
        (count, left, last) = (keys.Length, keys.Length, -1);
        (method, strength, likeness) = (alike is null || !diversity.IsOn ? DiversityMethod.None : diversity.Method, diversity.Strength, alike);
        chosen.Clear();
        if (method == DiversityMethod.None || count == 0)
        {
            byKey.Begin(keys);
            return;
        }
        if (gain.Length < count) (gain, relevance, closeness, scratch) = (new float[count], new float[count], new float[count], new float[count]);
        var least = TensorPrimitives.Min(keys);
        var range = TensorPrimitives.Max(keys) - least;
        for (var i = 0; i < count; i++) relevance[i] = range > 0 ? (1 - strength) * ((keys[i] - least) / range) : 0;
        closeness.AsSpan(0, count).Fill(method == DiversityMethod.Mmr ? 0 : 1);
        relevance.AsSpan(0, count).CopyTo(gain);
    }

    /// <summary>The next candidate, or -1 when all were given.</summary>
    public int Next()
    {
        if (left == 0) return -1;
        left--;
        if (method == DiversityMethod.None) return byKey.Take();
        if (last >= 0)
        {
            if (method == DiversityMethod.Mmr) PushAwayFrom(last);
            else Span(last);
        }
        var best = TensorPrimitives.IndexOfMax(gain.AsSpan(0, count));
        gain[best] = relevance[best] = float.NegativeInfinity;
        return last = best;
    }

    void PushAwayFrom(int candidate)
    {
        var greatest = closeness.AsSpan(0, count);
        TensorPrimitives.Max(greatest, likeness!.Row(candidate), greatest);
        TensorPrimitives.MultiplyAdd(greatest, -strength, relevance.AsSpan(0, count), gain);
    }

    /// <summary>
    /// e = (L_j - Σ c_j c) / d_j for all candidates at once; then d² falls by e². The chosen one's own row holds c_j.
    /// </summary>
    void Span(int candidate)
    {
        var e = NextRow();
        TensorPrimitives.Multiply(likeness!.Row(candidate), 1 - Ridge, e);
        e[candidate] = 1;
        for (var c = 0; c < chosen.Count; c++)
        {
            var row = cholesky[c].AsSpan(0, count);
            TensorPrimitives.MultiplyAdd(row, -row[candidate], e, e);
        }
        TensorPrimitives.Multiply(e, 1 / MathF.Sqrt(closeness[candidate]), e);
        chosen.Add(candidate);

        var remaining = closeness.AsSpan(0, count);
        var squares = scratch.AsSpan(0, count);
        TensorPrimitives.Multiply(e, e, squares);
        TensorPrimitives.Subtract(remaining, squares, remaining);
        TensorPrimitives.Max(remaining, Ridge * 0.5f, remaining); // rounding must not take it to zero
        TensorPrimitives.Log(remaining, squares);
        TensorPrimitives.MultiplyAdd(squares, strength, relevance.AsSpan(0, count), gain);
    }

    Span<float> NextRow()
    {
        if (cholesky.Count == chosen.Count) cholesky.Add([]);
        if (cholesky[chosen.Count].Length < count) cholesky[chosen.Count] = new float[count];
        return cholesky[chosen.Count].AsSpan(0, count);
    }
}
