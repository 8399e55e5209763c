using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>One question to a model: what came next.</summary>
/// <param name="History">What was known before, oldest first, as indices into the split's items.</param>
/// <param name="Targets">What came, distinct indices, at least one.</param>
public sealed record EvaluationCase(ReadOnlyMemory<HistoryEntry> History, int[] Targets)
{
    /// <summary>Those of the targets that were bought, as far as the part tells.</summary>
    public IReadOnlyList<int> Bought { get; init; } = [];
}
