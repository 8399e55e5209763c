namespace RecConsole.Engine.Scoring;

/// <summary>
/// The catalogue's side of the product: N items by W = dense + signal columns, immutable, shared by all requests. Composed
/// of two blocks so that signals are swapped once a second without touching the embeddings: composing costs nothing.
/// </summary>
public sealed class ScoreMatrix
{
    public ScoreMatrix(ColumnBlock dense, ColumnBlock signals)
    {
        if (dense.Count != signals.Count)
            throw new ArgumentException($"The signals cover {signals.Count} items, the embeddings {dense.Count}: both must cover the same catalogue.", nameof(signals));
        Dense = dense;
        Signals = signals;
    }

    /// <summary>Items N.</summary>
    public int Count => Dense.Count;

    /// <summary>W: the length of a request's vector.</summary>
    public int Columns => Dense.Columns + Signals.Columns;

    public ColumnBlock Dense { get; }

    public ColumnBlock Signals { get; }

    /// <summary>The same embeddings under new signals.</summary>
    public ScoreMatrix WithSignals(ColumnBlock signals) => new(Dense, signals);
}
