using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>Scores every item of the split for a batch of histories, as the served form of a model does. Thread-safe.</summary>
interface ICaseScorer
{
    /// <summary>Makes a batch ready, and returns what writes the scores [N] of its i-th history.</summary>
    BatchScores Prepare(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories);

    delegate void BatchScores(int index, Span<float> scores);
}
