namespace RecConsole.Engine.Models;

/// <summary>
/// In: a session, or the history of an evaluation. Out: the sparse term that the model gives it: at most
/// <see cref="SessionLists.MaxItems"/> items, divided by the root of their mean square and not centred. Thread-safe.
/// </summary>
public interface ISessionLists
{
    /// <param name="itemOfRow">By row of the vocabulary: what the caller calls the item, or -1 where it has none; these have no value.</param>
    /// <param name="into">Written over.</param>
    void Write(in EncoderInput input, ReadOnlySpan<int> itemOfRow, SessionList into);

    /// <param name="history">Entries hold vocabulary rows, oldest first.</param>
    void Write(ReadOnlySpan<HistoryEntry> history, ReadOnlySpan<int> itemOfRow, SessionList into);
}
