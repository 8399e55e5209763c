using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// One shopper's side of the product: score(n) = row(n) · <see cref="Vector"/> + Bias[n] + sparse term + <see cref="Offset"/>,
/// and the <see cref="Count"/> best items that are not excluded are asked for.
/// </summary>
public readonly record struct ScoreRequest
{
    /// <summary>Larger weights are refused; see <see cref="ColumnBlock.ValueLimit"/>.</summary>
    public const float WeightLimit = 1e24f;

    /// <summary>W weights, the dense part first, then the signals in the order of their block.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>M: the most items in the answer; fewer only where fewer are eligible.</summary>
    public required int Count { get; init; }

    /// <summary>A constant added to every score.</summary>
    public float Offset { get; init; }

    /// <summary>What the active rules add; null adds nothing.</summary>
    public BiasColumn? Bias { get; init; }

    /// <summary>Items that nobody under this request's rules may see; null excludes none. Not changed once a request carries it.</summary>
    public Bitset? Excluded { get; init; }

    /// <summary>A few more excluded items of this request alone (already bought), in any order.</summary>
    public ReadOnlyMemory<int> ExcludedItems { get; init; }

    public SparseTerm Sparse { get; init; }

    /// <summary>Null when the request can be scored against <paramref name="matrix"/>, else what is wrong and what would be right.</summary>
    public string? Problem(ScoreMatrix matrix)
    {
        if (Vector.Length != matrix.Columns)
            return $"The vector has {Vector.Length} weights; the catalogue has {matrix.Columns} columns.";
        if (Count < 0) return $"Count is {Count}: it must be 0 or more.";
        var vector = Vector.Span;
        for (var c = 0; c < vector.Length; c++)
            if (!(Math.Abs(vector[c]) <= WeightLimit))
                return $"The weight of column {c} is {vector[c]}: it must be finite and at most {WeightLimit:0e0} in size.";
        if (!(Math.Abs(Offset) <= BiasColumn.Limit))
            return $"The offset is {Offset}: it must be finite and at most {BiasColumn.Limit:0e0} in size.";
        if (Bias is not null && Bias.Count != matrix.Count) return $"The bias covers {Bias.Count} items; the catalogue has {matrix.Count}.";
        if (Excluded is not null && Excluded.Length != matrix.Count) return $"The excluded set covers {Excluded.Length} items; the catalogue has {matrix.Count}.";
        foreach (var item in ExcludedItems.Span)
            if ((uint)item >= (uint)matrix.Count) return $"Excluded item {item} is not in the catalogue of {matrix.Count} items.";
        return SparseProblem(matrix.Count);
    }

    string? SparseProblem(int count)
    {
        var indices = Sparse.Indices.Span;
        var values = Sparse.Values.Span;
        if (indices.Length != values.Length) return $"The sparse term has {indices.Length} items and {values.Length} values.";
        if (!(Math.Abs(Sparse.Weight) <= WeightLimit)) return $"The sparse term's weight is {Sparse.Weight}: it must be finite and at most {WeightLimit:0e0} in size.";
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)count) return $"Item {indices[i]} of the sparse term is not in the catalogue of {count} items.";
            if (!(Math.Abs(values[i]) <= ColumnBlock.ValueLimit)) return $"The sparse value of item {indices[i]} is {values[i]}: it must be finite and at most {ColumnBlock.ValueLimit:0e0} in size.";
        }
        return null;
    }
}
