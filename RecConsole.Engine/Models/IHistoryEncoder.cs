namespace RecConsole.Engine.Models;

/// <summary>In: histories (entries hold vocabulary rows, -1 for unknown items; oldest first). Out: one vector each. Thread-safe.</summary>
public interface IHistoryEncoder : IDisposable
{
    /// <param name="u">[B, d], row-major; exactly zero where nothing of the history is known.</param>
    void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u);
}
