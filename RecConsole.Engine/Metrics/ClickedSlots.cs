using RecConsole.Engine.Events;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// Says once for each slot of a slate that it was clicked. Remembers at least the latest 131,072 clicked slots in two
/// generations of 64-bit hashes (two slots collide with probability 1e-8 at that size): 5 MB, whatever the traffic.
/// Not thread-safe.
/// </summary>
sealed class ClickedSlots
{
    const int GenerationSize = 1 << 17;

    HashSet<ulong> newer = new(GenerationSize);
    HashSet<ulong> older = new(GenerationSize);

    /// <summary>True the first time.</summary>
    public bool TryAdd(SlateId slate, int position)
    {
        var key = HashOf(slate.Value, position);
        if (older.Contains(key) || !newer.Add(key)) return false;
        if (newer.Count < GenerationSize) return true;
        (newer, older) = (older, newer);
        newer.Clear();
        return true;
    }

    // FNV-1a over the UTF-16 units, then the finalizer of SplitMix64: short ids that differ in one character spread well
    static ulong HashOf(string id, int position)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id) hash = (hash ^ c) * 1099511628211UL;
        hash ^= (ulong)position * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
