using RecConsole.Engine.Catalog;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;

namespace RecConsole.Web.Services;

/// <summary>One step of a play: what the shopper did, and the slate that each side answers with.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Cause">Null for the first.</param>
/// <param name="Memory">What the engine knows of the shopper when it ranks.</param>
/// <param name="Slates">One a side: one or two.</param>
public sealed record LabStep(int Number, LabScriptStep? Cause, SessionState Memory, IReadOnlyList<Slate> Slates)
{
    /// <summary>What the shopper sees.</summary>
    public Slate Slate => Slates[0];

    /// <summary>What they would see on the other side; null where nothing is compared.</summary>
    public Slate? Other => Slates.Count > 1 ? Slates[1] : null;

    /// <summary>The slate of the step before, by which <see cref="Moves"/> was told; null for the first step.</summary>
    public Slate? Before { get; init; }

    /// <summary>Against the step before.</summary>
    public IReadOnlyList<SlateMove> Moves { get; init; } = SlateMovement.Between(null, Ids(Slates[0]));

    /// <summary>From the first side to the other; empty where nothing is compared.</summary>
    public IReadOnlyList<SlateMove> Versus { get; } = Slates.Count > 1 ? SlateMovement.Between(Ids(Slates[0]), Ids(Slates[1])) : [];

    public LabStep After(LabStep before) => this with { Before = before.Slate, Moves = SlateMovement.Between(Ids(before.Slate), Ids(Slate)) };

    public int Count(MoveKind kind) => Moves.Count(move => move.Kind == kind);

    public SlateMove MoveOf(ItemId item) => Moves.First(move => move.ItemId == item);

    public SlateMove VersusOf(ItemId item) => Versus.First(move => move.ItemId == item);

    static ItemId[] Ids(Slate slate) => [.. slate.Items.Select(item => item.ItemId)];
}
