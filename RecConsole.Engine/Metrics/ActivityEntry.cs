using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Metrics;

/// <summary>One thing that just happened: a served slate or an event, never both.</summary>
/// <param name="Number">Grows by one with each entry since the start.</param>
/// <param name="At">When it reached the server; an event's own time may be older.</param>
/// <param name="Attribution">The slate that an event belongs to.</param>
public readonly record struct ActivityEntry(long Number, DateTimeOffset At, SlateRecord? Slate, ShopEvent? Event, Attribution? Attribution)
{
    public bool Simulated => Slate?.Simulated ?? Event?.Origin == EventOrigin.Simulated;
    public bool Lab => Slate?.Lab ?? Event?.Origin == EventOrigin.Lab;
}
