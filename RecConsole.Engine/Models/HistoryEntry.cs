using RecConsole.Engine.Events;

namespace RecConsole.Engine.Models;

/// <summary>One interaction of a shopper's history: which item (a row of a vocabulary, or an index, as the reader says) and what was done.</summary>
public readonly record struct HistoryEntry(int Item, EventKind Kind);
