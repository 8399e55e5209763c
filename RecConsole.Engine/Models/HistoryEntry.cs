using RecConsole.Engine.Events;

namespace RecConsole.Engine.Models;

/// <summary>One interaction of a shopper's history: which item (a row of a vocabulary, or an index, as the reader says) and what was done.</summary>
/// <param name="UnixSeconds">When; 0 where the data have no times.</param>
public readonly record struct HistoryEntry(int Item, EventKind Kind, long UnixSeconds = 0);
