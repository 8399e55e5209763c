using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>Which candidates a cap put off, the first time for each: in which slot (from 0) and which cap.</summary>
sealed class CapTrace
{
    readonly Dictionary<int, (int Slot, Cap Cap)> first = [];

    public void Add(int candidate, int slot, Cap cap) => first.TryAdd(candidate, (slot, cap));

    public (int Slot, Cap Cap)? Of(int candidate) => first.TryGetValue(candidate, out var put) ? put : null;
}
