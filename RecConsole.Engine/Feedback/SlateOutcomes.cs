using System.Collections.Concurrent;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Feedback;

/// <summary>What followed one slot of a slate.</summary>
/// <param name="Position">Slot, from 1.</param>
/// <param name="Price">Of one unit, where the event told it.</param>
public readonly record struct SlotOutcome(int Position, EventKind Kind, int Quantity, decimal? Price);

/// <summary>
/// In: events with the slate that they belong to. Out: the clicks, carts and purchases of a slate. In memory, of the latest
/// <see cref="MaxSlates"/> slates that something followed. Written by the one that follows events, read by any thread.
/// </summary>
public sealed class SlateOutcomes
{
    public const int MaxSlates = 100_000;

    volatile ConcurrentDictionary<SlateId, SlotOutcome[]> outcomes = new(); // arrays are never changed in place
    Queue<SlateId> oldest = new();

    /// <summary>Takes down a click (the first on a slot), a cart or a purchase; other events are none, nor is what was played in the lab.</summary>
    /// <returns>Whether it counted.</returns>
    public bool Record(ShopEvent e, in Attribution shown)
    {
        if (shown.Slate.Lab || e.Kind is not (EventKind.Click or EventKind.AddToCart or EventKind.Purchase)) return false;
        var id = shown.Slate.Id;
        var outcome = new SlotOutcome(shown.Position, e.Kind, e.Quantity, e.Price);
        if (!outcomes.TryGetValue(id, out var known))
        {
            outcomes[id] = [outcome];
            oldest.Enqueue(id);
            while (oldest.Count > MaxSlates) outcomes.TryRemove(oldest.Dequeue(), out _);
            return true;
        }
        if (e.Kind == EventKind.Click && known.Any(one => one.Kind == EventKind.Click && one.Position == outcome.Position)) return false;
        outcomes[id] = [.. known, outcome];
        return true;
    }

    public IReadOnlyList<SlotOutcome> Of(SlateId slate) => outcomes.GetValueOrDefault(slate, []);

    /// <summary>Takes over, at once for every reader, what another holds; by the one that writes. That one is not used afterwards.</summary>
    public void Become(SlateOutcomes rebuilt) => (oldest, outcomes) = (rebuilt.oldest, rebuilt.outcomes);
}
