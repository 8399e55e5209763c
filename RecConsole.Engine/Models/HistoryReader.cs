using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: a shopper's session, or a history of an evaluation. Out: the latest interactions with items that the model knows, newest
/// first, as every model is fed. The one place where it is decided, so that what is evaluated is what is served.
/// </summary>
sealed class HistoryReader
{
    readonly ItemVocabulary vocabulary;
    readonly EncoderOptions options;
    readonly float[] decays;

    public HistoryReader(ItemVocabulary vocabulary, EncoderOptions options)
    {
        (this.vocabulary, this.options) = (vocabulary, options);
        decays = [.. Enumerable.Range(0, options.MaxInteractions).Select(age => (float)Math.Pow(options.PositionDecay, age))];
    }

    /// <summary>L.</summary>
    public int Length => options.MaxInteractions;

    /// <summary>Reads what a server remembers; the item of the page counts as the latest view. Returns how many were written.</summary>
    public int Read(in EncoderInput input, in HistoryRows into)
    {
        var recent = input.Session.Recent.AsSpan();
        var cursor = new Cursor();
        var newest = recent.Length - 1;
        if (input.CurrentItem is { } current)
        {
            var kind = EventKind.View;
            // The page's own view may have arrived already: the item counts once, as what tells more.
            if (newest >= 0 && recent[newest].ItemId == current && recent[newest--].Kind is var done && options.Weights.Of(done) > options.Weights.Of(kind)) kind = done;
            Append(vocabulary.IndexOf(current), kind, recent.IsEmpty ? 0 : recent[^1].Timestamp.ToUnixTimeSeconds(), into, ref cursor);
        }
        for (var i = newest; i >= 0 && cursor.Count < Length; i--)
            Append(vocabulary.IndexOf(recent[i].ItemId), recent[i].Kind, recent[i].Timestamp.ToUnixTimeSeconds(), into, ref cursor);
        return cursor.Count;
    }

    /// <summary>Reads of a history what a server would remember of it. Entries hold vocabulary rows, -1 for unknown items.</summary>
    public int Read(ReadOnlySpan<HistoryEntry> oldestFirst, in HistoryRows into)
    {
        var remembered = oldestFirst[Math.Max(0, oldestFirst.Length - SessionState.MaxRecent)..];
        var cursor = new Cursor();
        for (var i = remembered.Length - 1; i >= 0 && cursor.Count < Length; i--)
            Append(remembered[i].Item, remembered[i].Kind, remembered[i].UnixSeconds, into, ref cursor);
        return cursor.Count;
    }

    void Append(int row, EventKind kind, long unixSeconds, in HistoryRows into, ref Cursor cursor)
    {
        var weight = options.Weights.Of(kind);
        var at = cursor.Count;
        if (row < 0 || weight == 0 || options.IsDistinct && into.Items[..at].Contains(row)) return;
        into.Items[at] = row;
        into.Weights[at] = weight * decays[at];
        if (!into.Kinds.IsEmpty) into.Kinds[at] = (long)kind;
        if (!into.Gaps.IsEmpty && at > 0) into.Gaps[at - 1] = Math.Max(0, cursor.NewerSeconds - unixSeconds);
        cursor = new Cursor { Count = at + 1, NewerSeconds = unixSeconds };
    }

    struct Cursor
    {
        public int Count;
        public long NewerSeconds;
    }
}
