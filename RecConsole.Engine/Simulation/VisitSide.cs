using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Simulation;

/// <summary>What a simulated visit is shown, page by page.</summary>
abstract class VisitSide
{
    /// <param name="seed">The same for a visit and placement on every side.</param>
    public abstract Slate Show(Visit visit, SlateRequest request, SessionState memory, ulong seed, DateTimeOffset at);

    /// <summary>The shopper clicked a slot of the slate that was shown last; slots count from 1.</summary>
    public virtual void Clicked(int position) { }
}

/// <summary>One strategy.</summary>
sealed class StrategySide(StudyVisits visits, ShowSlate show, StrategyRevision strategy) : VisitSide
{
    public override Slate Show(Visit visit, SlateRequest request, SessionState memory, ulong seed, DateTimeOffset at)
    {
        Span<int> items = stackalloc int[request.Count];
        return visits.SlateOf(items[..show(request, memory, strategy, seed, items)]);
    }
}
