using System.Numerics.Tensors;
using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Slates;

/// <summary>
/// How alike two of the top M are: 3/4 of the cosine of their embeddings (from the catalogue's mean) plus 1/4 where they
/// share the category; items that the model does not know are alike by category alone. It is the inner product of unit
/// vectors [√¾ ê | √¼ category], so the matrix is positive semidefinite, as a determinantal point process needs.
/// A row costs M·d, and is computed when its item is first chosen.
/// </summary>
sealed class ItemLikeness
{
    const float EmbeddingShare = 0.75f;

    float[] unit = []; // [M, d]: √¾ ê, zero for items without an embedding
    float[] categoryWeight = []; // √¼ beside an embedding, 1 without, 0 without a category
    string?[] category = [];
    float[][] rows = [];
    bool[] computed = [];
    int count, width;

    public void Load(CatalogMatrix matrix, ReadOnlySpan<int> items)
    {
        (count, width) = (items.Length, matrix.Dimension);
        if (rows.Length < count)
        {
            Array.Resize(ref rows, count);
            for (var i = 0; i < count; i++) rows[i] ??= [];
            (categoryWeight, category, computed) = (new float[count], new string?[count], new bool[count]);
        }
        if (unit.Length < count * width) unit = new float[count * width];
        Array.Clear(computed, 0, count);
        for (var i = 0; i < count; i++)
        {
            var vector = unit.AsSpan(i * width, width);
            category[i] = matrix.Catalog[items[i]].Category;
            var known = matrix.TryDirection(items[i], vector);
            if (known) TensorPrimitives.Multiply(vector, MathF.Sqrt(EmbeddingShare), vector);
            else vector.Clear();
            categoryWeight[i] = category[i] is null ? 0 : known ? MathF.Sqrt(1 - EmbeddingShare) : 1;
        }
    }

    /// <summary>[M]: how alike each of the top M is to one of them; between -0.75 and 1, and 1 to itself.</summary>
    public ReadOnlySpan<float> Row(int candidate)
    {
        ref var row = ref rows[candidate];
        if (!computed[candidate])
        {
            if (row.Length < count) row = new float[count];
            var own = unit.AsSpan(candidate * width, width);
            for (var i = 0; i < count; i++)
            {
                row[i] = TensorPrimitives.Dot(own, unit.AsSpan(i * width, width));
                if (category[candidate] is { } name && string.Equals(name, category[i], StringComparison.OrdinalIgnoreCase))
                    row[i] += categoryWeight[candidate] * categoryWeight[i];
            }
            row[candidate] = 1;
            computed[candidate] = true;
        }
        return row.AsSpan(0, count);
    }
}
