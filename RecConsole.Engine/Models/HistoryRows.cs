namespace RecConsole.Engine.Models;

/// <summary>Where a <see cref="HistoryReader"/> writes, [L] each. Kinds and gaps may be empty: then nobody asks for them.</summary>
readonly ref struct HistoryRows(Span<long> items, Span<float> weights, Span<long> kinds = default, Span<float> gaps = default)
{
    public readonly Span<long> Items = items;
    public readonly Span<float> Weights = weights;
    public readonly Span<long> Kinds = kinds;
    public readonly Span<float> Gaps = gaps;

    /// <summary>Nothing there: what is not written over is padding.</summary>
    public void Clear()
    {
        Items.Fill(-1);
        Weights.Clear();
        Kinds.Fill(-1);
        Gaps.Clear();
    }
}
