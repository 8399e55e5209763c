using RecConsole.Engine.Strategies;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class DraftTrailTests
{
    static readonly StrategyRevision First = StrategyStore.FirstDefault;

    [Fact]
    public void UndoAndRedo_TwoChanges_GoBackAndForthWithTheirWords()
    {
        var trail = new DraftTrail(First);
        trail.Add(First.WithWeight("newness", 1), "newness");
        trail.Add(trail.Current.WithWeight("margin", 1), "margin");

        Assert.Equal("margin", trail.Undoable);
        Assert.True(trail.Undo());
        Assert.Equal(0, trail.Current.Weight("margin"));
        Assert.Equal("margin", trail.Redoable);
        Assert.True(trail.Undo());
        Assert.Equal(First.Hash, trail.Current.Hash);
        Assert.False(trail.Undo());
        Assert.True(trail.Redo());
        Assert.True(trail.Redo());
        Assert.False(trail.Redo());
        Assert.Equal(1, trail.Current.Weight("margin"));
    }

    [Fact]
    public void Add_AfterUndo_ForgetsWhatWasUndone()
    {
        var trail = new DraftTrail(First);
        trail.Add(First.WithWeight("newness", 1), "newness");
        trail.Undo();
        trail.Add(First.WithWeight("margin", 1), "margin");

        Assert.Null(trail.Redoable);
        Assert.Equal("margin", trail.Undoable);
    }

    [Fact]
    public void Add_TheSameContent_IsNoStep()
    {
        var trail = new DraftTrail(First);

        Assert.False(trail.Add(First.WithNumber(7), "another number"));
        Assert.Null(trail.Undoable);
    }

    [Fact]
    public void Add_BoundsAlone_IsAStep() // they rank nothing, so the hash does not tell
    {
        var trail = new DraftTrail(First);

        Assert.True(trail.Add(First with { Bounds = First.Bounds.Add("newness", new WeightBounds(0, 1)) }, "bounds"));
    }

    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheOldest()
    {
        var trail = new DraftTrail(First);
        for (var n = 1; n <= DraftTrail.MaxSteps + 10; n++) trail.Add(First.WithWeight("margin", n / 100f), "margin");
        var undone = 0;
        while (trail.Undo()) undone++;

        Assert.Equal(DraftTrail.MaxSteps - 1, undone);
    }
}
