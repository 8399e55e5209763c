namespace RecConsole.Engine.Scoring;

/// <summary>
/// In: the catalogue's matrix [N, W] and a batch of request vectors [B, W]. Out: for each request its best items that are
/// not excluded, exact over the whole catalogue. Every implementation gives the same lists, bit for bit: the
/// scores are <see cref="CanonicalScore"/>'s, ties go to the lower index.
/// </summary>
public interface IItemScorer : IDisposable
{
    /// <summary>Where the product runs, in words for the operator: "cpu, AVX-512".</summary>
    string Device { get; }

    /// <summary>Why the product does not run on the device that was asked for; null while it does.</summary>
    string? FallbackReason { get; }

    /// <summary>
    /// Fills <paramref name="results"/>[i] for <paramref name="requests"/>[i]; blocks until done; may be called from several
    /// threads. Throws <see cref="ArgumentException"/> where <see cref="ScoreRequest.Problem"/> names one, before any work.
    /// </summary>
    void Score(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results);
}
