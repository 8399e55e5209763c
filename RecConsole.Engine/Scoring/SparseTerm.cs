namespace RecConsole.Engine.Scoring;

/// <summary>
/// What a list (neighbours, a search) adds to a few items: item <c>Indices[i]</c> gets <c>Weight * Values[i]</c>, all
/// others nothing. Where an index stands twice, its first place counts.
/// </summary>
public readonly record struct SparseTerm(ReadOnlyMemory<int> Indices, ReadOnlyMemory<float> Values, float Weight)
{
    public bool IsEmpty => Indices.IsEmpty || Weight == 0;
}
