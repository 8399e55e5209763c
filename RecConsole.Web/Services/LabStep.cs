using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;

namespace RecConsole.Web.Services;

/// <summary>One step of a play: what the shopper did, and the slate that followed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Cause">Null for the first slate, and for one that was only asked for again.</param>
/// <param name="Moves">Against the step before.</param>
/// <param name="Memory">What the engine knew of the shopper when it ranked.</param>
public sealed record LabStep(int Number, LabAction? Cause, Slate Slate, IReadOnlyList<SlateMove> Moves, SessionState Memory)
{
    public int Count(MoveKind kind) => Moves.Count(move => move.Kind == kind);

    public SlateMove MoveOf(ItemId item) => Moves.First(move => move.ItemId == item);
}

/// <summary>What the shopper did, and how long it took until it was durable and known to the engine.</summary>
public sealed record LabAction(EventKind Kind, ItemId ItemId, int Position, double LoggedMs);
