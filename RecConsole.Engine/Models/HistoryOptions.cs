using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models;

/// <summary>How much of a shopper's history a model reads, and how it weighs it.</summary>
public sealed record HistoryOptions
{
    /// <summary>The latest interactions that are read. A server remembers <see cref="SessionState.MaxRecent"/>, so no model can be served more.</summary>
    public int Length { get; init; } = SessionState.MaxRecent;

    /// <summary>Weight of an interaction relative to the one after it, in (0, 1].</summary>
    public float Decay { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Length is < 1 or > SessionState.MaxRecent) throw new ArgumentException($"Length is {Length}; a server remembers the latest {SessionState.MaxRecent} interactions, so it must lie between 1 and that.");
        if (!(Decay is > 0 and <= 1)) throw new ArgumentException($"Decay is {Decay}; it must be above 0 and at most 1.");
    }

    /// <summary>
    /// The latest entries, newest first, each item once with its newest weight; items that the model does not know (row -1)
    /// take no place. Returns how many were written.
    /// </summary>
    public int Read(ReadOnlySpan<HistoryEntry> oldestFirst, Span<int> rows, Span<float> weights)
    {
        var (count, weight) = (0, 1f);
        for (var i = oldestFirst.Length - 1; i >= 0 && count < Length; i--)
        {
            var row = oldestFirst[i].Item;
            if (row < 0 || rows[..count].Contains(row)) continue;
            (rows[count], weights[count]) = (row, weight);
            count++;
            weight *= Decay;
        }
        return count;
    }
}
