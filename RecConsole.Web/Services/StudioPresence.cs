using System.Collections.Immutable;
using RecConsole.Engine.People;

namespace RecConsole.Web.Services;

/// <summary>
/// Who has which strategy open, so that a second editor sees the first. In memory: it tells of the windows of this process,
/// and one whose connection broke is told of until its circuit is given up (minutes). Safe on any thread.
/// </summary>
public sealed class StudioPresence(TimeProvider time)
{
    readonly Lock gate = new();
    volatile ImmutableList<StudioSeat> seats = [];

    /// <summary>After somebody came, edited or left; with the strategy's key, on the thread that did it.</summary>
    public event Action<string>? Changed;

    /// <summary>Sits down at a strategy; disposing the seat leaves it.</summary>
    public StudioSeat Enter(string key, Person who)
    {
        var seat = new StudioSeat(this, key, who);
        lock (gate) seats = seats.Add(seat);
        Changed?.Invoke(key);
        return seat;
    }

    /// <summary>The other windows at the same strategy, in the order in which they came.</summary>
    public IReadOnlyList<StudioSeat> Others(StudioSeat mine) => [.. seats.Where(seat => seat.Key == mine.Key && seat != mine)];

    internal void Leave(StudioSeat seat)
    {
        lock (gate)
        {
            if (!seats.Contains(seat)) return;
            seats = seats.Remove(seat);
        }
        Changed?.Invoke(seat.Key);
    }

    internal void NoteEdit(StudioSeat seat)
    {
        seat.EditedTicks = time.GetUtcNow().UtcTicks;
        Changed?.Invoke(seat.Key);
    }
}
