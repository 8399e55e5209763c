namespace RecConsole.Engine.Events;

/// <summary>
/// The shop's now. Where the log is history (imported data) it stands at the newest imported event, else it is the clock.
/// Decays are measured from it. What happens live in a shop of history counts as of that moment, so that one click today
/// does not age years of imported events away.
/// </summary>
public sealed class ShopClock(TimeProvider time)
{
    // ticks of the newest imported event; 0 when the log is not history
    long historyEndTicks;

    /// <summary>Time of the newest imported event, or null when the shop is live.</summary>
    public DateTimeOffset? HistoryEnd => Volatile.Read(ref historyEndTicks) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    public DateTimeOffset Now => HistoryEnd ?? time.GetUtcNow();

    /// <summary>Turns the shop into one of history (or back, with null).</summary>
    public void SetHistoryEnd(DateTimeOffset? end) => Volatile.Write(ref historyEndTicks, end?.UtcTicks ?? 0);

    /// <summary>A clock of its own that stands at another end of history, for what is built beside the shop in use.</summary>
    public ShopClock Anew(DateTimeOffset? end)
    {
        var anew = new ShopClock(time);
        anew.SetHistoryEnd(end);
        return anew;
    }

    /// <summary>When an event counts as having happened: never after <see cref="Now"/>.</summary>
    public DateTimeOffset TimeOf(ShopEvent e) => HistoryEnd is { } end && e.Timestamp > end ? end : e.Timestamp;
}
