using System.Collections;

namespace RecConsole.Engine.Sessions;

/// <summary>
/// The latest interactions in order of time, oldest first, at most <see cref="SessionState.MaxRecent"/>: immutable to look at.
/// Histories that grow from each other share one buffer: the next interaction is written behind the last of the newest, where
/// no earlier history looks, so that one event costs one place and not a copy of all (64 bytes instead of 6.4 KB when full).
/// </summary>
public readonly struct InteractionHistory : IReadOnlyList<Interaction>
{
    const int FirstPlaces = 4;

    /// <summary>A full history is copied once in <see cref="SessionState.MaxRecent"/> events, for some 12 KB of whoever has done as much.</summary>
    const int MostPlaces = 2 * SessionState.MaxRecent;

    readonly SharedPlaces? shared;
    readonly int start;

    InteractionHistory(SharedPlaces shared, int start, int length) => (this.shared, this.start, Length) = (shared, start, length);

    public int Length { get; }

    public bool IsEmpty => Length == 0;

    int IReadOnlyCollection<Interaction>.Count => Length;

    public Interaction this[int index] => AsSpan()[index];

    public ReadOnlySpan<Interaction> AsSpan() => shared is null ? default : shared.Places.AsSpan(start, Length);

    /// <summary>This history and one interaction more, which finds its place in time whatever the order of arrival; the oldest goes when it is full.</summary>
    internal InteractionHistory Add(in Interaction next)
    {
        var kept = AsSpan();
        if (kept.Length == SessionState.MaxRecent) kept = kept[1..];
        var from = start + Length - kept.Length;
        var at = kept.Length;
        while (at > 0 && kept[at - 1].Timestamp > next.Timestamp) at--;
        if (at == kept.Length && shared is not null && shared.TryTake(start + Length))
        {
            shared.Places[start + Length] = next;
            return new InteractionHistory(shared, from, kept.Length + 1);
        }
        var copy = new SharedPlaces(Math.Clamp(2 * (kept.Length + 1), FirstPlaces, MostPlaces), kept.Length + 1);
        kept[..at].CopyTo(copy.Places);
        copy.Places[at] = next;
        kept[at..].CopyTo(copy.Places.AsSpan(at + 1));
        return new InteractionHistory(copy, 0, kept.Length + 1);
    }

    public IEnumerator<Interaction> GetEnumerator()
    {
        for (var i = 0; i < Length; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    sealed class SharedPlaces(int capacity, int used)
    {
        int used = used;

        public Interaction[] Places { get; } = new Interaction[capacity];

        /// <summary>True for the one that may write to the place: it is the first that nobody has.</summary>
        public bool TryTake(int place) => place < Places.Length && Interlocked.CompareExchange(ref used, place + 1, place) == place;
    }
}
