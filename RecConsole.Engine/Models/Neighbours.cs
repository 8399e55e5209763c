using System.Buffers;
using System.Numerics.Tensors;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: an item. Out: those nearest to it, over all items, exactly: by the cosine of their embeddings, or, where the model is a
/// sparse term, by what it says for them: the item's list, or a click model's answer to somebody who dealt with this item alone. Thread-safe.
/// </summary>
public sealed class Neighbours
{
    readonly ModelArtifact artifact;
    readonly ISessionLists? clicks;
    readonly float[] inverseNorms; // zero for an item without evidence, which is near nothing

    /// <param name="clicks">The serving model's answers; only a click model is asked. Without them it has no neighbours.</param>
    public Neighbours(ModelArtifact artifact, ISessionLists? clicks = null)
    {
        (this.artifact, this.clicks) = (artifact, artifact.IsClickModel ? clicks : null);
        inverseNorms = new float[artifact.Vocabulary.Count];
        for (var row = 0; row < inverseNorms.Length; row++)
        {
            var norm = TensorPrimitives.Norm(artifact.EmbeddingOf(row));
            inverseNorms[row] = norm > 0 ? 1 / norm : 0;
        }
    }

    /// <summary>What closeness is measured in, in words.</summary>
    public string Measure => artifact.IsClickModel ? "the model's probability of a click after this item alone"
        : artifact.IsSparse ? "the weight on the item's list in the model"
        : "the cosine of the model's embeddings";

    /// <summary>
    /// At most <paramref name="count"/> other items, nearest first, ties by row; none for an item that the model does not
    /// know or has no evidence of. O(V (d + log V)) for the short lists of a page; scratch from a pool.
    /// </summary>
    public IReadOnlyList<Neighbour> Find(ItemId item, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var row = artifact.Vocabulary.IndexOf(item);
        if (row < 0) return [];
        if (artifact.Lists is { } lists) return Strongest(lists[row], count);
        if (clicks is not null) return Answered(clicks, row, count);
        if (inverseNorms[row] == 0) return [];
        count = Math.Min(count, artifact.Vocabulary.Count - 1);
        if (count == 0) return [];
        var rented = ArrayPool<Neighbour>.Shared.Rent(count);
        try
        {
            var nearest = rented.AsSpan(0, count);
            var found = 0;
            var target = artifact.EmbeddingOf(row);
            for (var other = 0; other < artifact.Vocabulary.Count; other++)
            {
                if (other == row || inverseNorms[other] == 0) continue;
                // two rounded norms may carry the product past 1
                var cosine = Math.Clamp(TensorPrimitives.Dot(target, artifact.EmbeddingOf(other)) * inverseNorms[row] * inverseNorms[other], -1, 1);
                if (found == count && cosine <= nearest[^1].Closeness) continue;
                var place = found < count ? found++ : count - 1;
                for (; place > 0 && nearest[place - 1].Closeness < cosine; place--) nearest[place] = nearest[place - 1];
                nearest[place] = new Neighbour(artifact.Vocabulary[other], cosine);
            }
            return nearest[..found].ToArray();
        }
        finally
        {
            ArrayPool<Neighbour>.Shared.Return(rented, clearArray: true);
        }
    }

    Neighbour[] Answered(ISessionLists model, int row, int count)
    {
        var (list, rows) = (new SessionList(), new int[artifact.Vocabulary.Count]);
        for (var i = 0; i < rows.Length; i++) rows[i] = i == row ? -1 : i;
        model.Write([new HistoryEntry(row, EventKind.View)], rows, list);
        return [.. Enumerable.Range(0, Math.Min(count, list.Count)).Select(n => new Neighbour(artifact.Vocabulary[list.Items.Span[n]], list.Values.Span[n] * list.Deviation))];
    }

    /// <summary>What the list speaks for; what it speaks against (EASE) is near nothing.</summary>
    Neighbour[] Strongest(in SparseRow list, int count)
    {
        var keys = new ulong[list.Columns.Length];
        var found = 0;
        for (var i = 0; i < keys.Length; i++)
            if (list.Values[i] > 0) keys[found++] = RankKey.Of(list.Values[i], list.Columns[i]);
        Array.Sort(keys, 0, found);
        return [.. keys.Take(Math.Min(count, found)).Select(key => new Neighbour(artifact.Vocabulary[RankKey.Index(key)], RankKey.Score(key)))];
    }
}
