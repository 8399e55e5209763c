using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>Which brands, categories and sellers stand in which slots, and whether one more would break a cap in any window around it.</summary>
sealed class CapLedger
{
    readonly List<(Cap Cap, int[] Slots)> caps = []; // by slot: the group that stands there, -1 for none
    SlateCandidates? candidates;
    int count, lastTaken;

    public bool HasCaps => count > 0 && caps.Count > 0;

    public void Begin(IReadOnlyList<Cap> of, SlateCandidates from, int slots)
    {
        (candidates, count, lastTaken) = (from, slots, -1);
        for (var c = 0; c < of.Count; c++)
        {
            var column = c < caps.Count && caps[c].Slots.Length >= slots ? caps[c].Slots : new int[slots];
            if (c < caps.Count) caps[c] = (of[c], column);
            else caps.Add((of[c], column));
        }
        caps.RemoveRange(of.Count, caps.Count - of.Count);
        Clear();
    }

    public void Clear()
    {
        foreach (var (_, slots) in caps) slots.AsSpan(0, count).Fill(-1);
        lastTaken = -1;
    }

    public void Place(int slot, int candidate)
    {
        foreach (var (cap, slots) in caps) slots[slot] = candidates!.Groups(cap.Field)[candidate];
        lastTaken = Math.Max(lastTaken, slot);
    }

    /// <summary>The first cap that the candidate would break in this slot, or null.</summary>
    public Cap? Broken(int slot, int candidate)
    {
        foreach (var (cap, slots) in caps)
            if (candidates!.Groups(cap.Field)[candidate] is >= 0 and var group && Breaks(cap, slots, slot, group)) return cap;
        return null;
    }

    /// <summary>Slides the window over all its places that hold the slot; those that end before the last taken slot suffice.</summary>
    bool Breaks(Cap cap, int[] slots, int slot, int group)
    {
        var inWindow = 1; // the candidate itself
        for (var s = Math.Max(0, slot - cap.Window + 1); s < slot; s++)
            if (slots[s] == group) inWindow++;
        if (inWindow > cap.Most) return true;
        for (var end = slot + 1; end < Math.Min(slot + cap.Window, lastTaken + 1); end++)
        {
            if (slots[end] == group) inWindow++;
            if (end - cap.Window is >= 0 and var left && slots[left] == group) inWindow--;
            if (inWindow > cap.Most) return true;
        }
        return false;
    }
}
