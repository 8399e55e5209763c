using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using EventId = RecConsole.Engine.Events.EventId;

namespace RecConsole.Web.Services;

/// <summary>
/// What a shopper does, and what is known of them after each step: immutable, and a function of where it starts and of what is
/// done, so that an address can hold it. Step 1 is the start.
/// </summary>
/// <param name="User">In whose name what is done by hand is logged.</param>
public sealed record LabScript(SessionState Start, UserId User, SessionId Visit, IReadOnlyList<LabScriptStep> Steps)
{
    /// <summary>Steps of a timeline, the start included: what one page lays out and one address holds.</summary>
    public const int MaxSteps = 200;

    public int Count => Steps.Count + 1;

    public SessionState MemoryAt(int number) => number == 1 ? Start : Steps[number - 2].After;

    /// <summary>What led to a step; null for the first.</summary>
    public LabScriptStep? CauseOf(int number) => number == 1 ? null : Steps[number - 2];

    /// <summary>The first steps, and then this: what came after them is given up.</summary>
    /// <param name="at">When it is done at the earliest; always after what was done before, whatever the clocks say.</param>
    public LabScript Branch(int number, LabAct act, DateTimeOffset at, double? loggedMs = null)
    {
        var before = MemoryAt(number);
        var when = before.LastEventAt >= at ? before.LastEventAt.AddSeconds(1) : at;
        var after = SessionUpdater.Apply(before, new ShopEvent(EventId.NewTimeOrdered(when), act.Kind, User, Visit, when)
        {
            ItemId = act.ItemId,
            Query = act.Query,
            Origin = EventOrigin.Lab,
        });
        return this with { Steps = [.. Steps.Take(number - 1), new LabScriptStep(act, when, IsLogged: false, after) { LoggedMs = loggedMs }] };
    }
}

/// <summary>Something that was done, and what was known of the shopper after it.</summary>
/// <param name="IsLogged">Whether it is of the shop's log; else it is played.</param>
public sealed record LabScriptStep(LabAct Act, DateTimeOffset At, bool IsLogged, SessionState After)
{
    /// <summary>How long it took until the event was durable; null where it was not sent from this page.</summary>
    public double? LoggedMs { get; init; }
}
