using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;

namespace RecConsole.Web.Services;

/// <summary>One step of a play: what the shopper did, and the slate that followed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Placement">Where in the shop the slate was asked for.</param>
/// <param name="Wanted">Items that were asked for.</param>
/// <param name="Cause">Null for the first slate, and for one that was only asked for again.</param>
/// <param name="Moves">Against the step before; none have moved when another number of items was asked for.</param>
/// <param name="Memory">What the engine knew of the shopper when it ranked.</param>
public sealed record LabStep(int Number, string Placement, int Wanted, LabAction? Cause, Slate Slate, IReadOnlyList<SlateMove> Moves, SessionState Memory)
{
    /// <summary>Whether only the number of items was changed: nothing has moved then.</summary>
    public bool IsResized => Number > 1 && Cause is null && Moves.All(move => move.Kind == MoveKind.First);

    public int Count(MoveKind kind) => Moves.Count(move => move.Kind == kind);

    public SlateMove MoveOf(ItemId item) => Moves.First(move => move.ItemId == item);
}

/// <summary>What the shopper did, and how long it took until it was durable and known to the engine.</summary>
public sealed record LabAction(EventKind Kind, ItemId ItemId, int Position, double LoggedMs);
