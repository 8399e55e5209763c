using RecConsole.Engine.Catalog;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class SlateMovementTests
{
    [Fact]
    public void Between_NoSlateBefore_NothingHasMoved() =>
        Assert.All(SlateMovement.Between(null, Slate("a", "b")), move => Assert.Equal(MoveKind.First, move.Kind));

    [Fact]
    public void Between_TwoSlates_NamesEveryMove()
    {
        var moves = SlateMovement.Between(Slate("a", "b", "c", "d"), Slate("c", "b", "e", "a"));

        Assert.Equal(
            [
                new SlateMove(new("c"), 3, 1, MoveKind.Up),
                new SlateMove(new("b"), 2, 2, MoveKind.Same),
                new SlateMove(new("e"), null, 3, MoveKind.New),
                new SlateMove(new("a"), 1, 4, MoveKind.Down),
                new SlateMove(new("d"), 4, null, MoveKind.Out),
            ],
            moves);
        Assert.Equal([2, 0, 0, -3, 0], moves.Select(move => move.Steps));
    }

    [Fact]
    public void Between_EmptySlates_LoseNothing()
    {
        Assert.Equal([MoveKind.Out], SlateMovement.Between(Slate("a"), Slate()).Select(move => move.Kind));
        Assert.Equal([MoveKind.New], SlateMovement.Between(Slate(), Slate("a")).Select(move => move.Kind));
    }

    static ItemId[] Slate(params string[] ids) => ids.Select(id => new ItemId(id)).ToArray();
}
