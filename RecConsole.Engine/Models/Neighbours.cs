using System.Buffers;
using System.Numerics.Tensors;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models;

/// <summary>In: an item. Out: those nearest to it by the cosine of their embeddings, over all items, exactly. Thread-safe.</summary>
public sealed class Neighbours
{
    readonly ModelArtifact artifact;
    readonly float[] inverseNorms; // zero for an item without evidence, which is near nothing

    public Neighbours(ModelArtifact artifact)
    {
        this.artifact = artifact;
        inverseNorms = new float[artifact.Vocabulary.Count];
        for (var row = 0; row < inverseNorms.Length; row++)
        {
            var norm = TensorPrimitives.Norm(artifact.EmbeddingOf(row));
            inverseNorms[row] = norm > 0 ? 1 / norm : 0;
        }
    }

    /// <summary>
    /// At most <paramref name="count"/> other items, nearest first, ties by row; none for an item that the model does not
    /// know or has no evidence of. O(V (d + log V)) for the short lists of a page; scratch from a pool.
    /// </summary>
    public IReadOnlyList<Neighbour> Find(ItemId item, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var row = artifact.Vocabulary.IndexOf(item);
        if (row < 0 || inverseNorms[row] == 0) return [];
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
                if (found == count && cosine <= nearest[^1].Cosine) continue;
                var place = found < count ? found++ : count - 1;
                for (; place > 0 && nearest[place - 1].Cosine < cosine; place--) nearest[place] = nearest[place - 1];
                nearest[place] = new Neighbour(artifact.Vocabulary[other], cosine);
            }
            return nearest[..found].ToArray();
        }
        finally
        {
            ArrayPool<Neighbour>.Shared.Return(rented, clearArray: true);
        }
    }
}
