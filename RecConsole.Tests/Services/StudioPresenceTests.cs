using RecConsole.Engine.People;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class StudioPresenceTests
{
    static readonly Person Ann = new("p-1", "Ann", Role.Publisher), Bob = new("p-2", "Bob", Role.Merchandiser);

    readonly ManualTime time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Enter_SecondAtTheSameStrategy_EachSeesTheOtherAndNobodyElsewhere()
    {
        var presence = new StudioPresence(time);
        using var ann = presence.Enter("sale", Ann);
        using var bob = presence.Enter("sale", Bob);
        using var elsewhere = presence.Enter("default", Bob);

        Assert.Equal([bob], presence.Others(ann));
        Assert.Equal([ann], presence.Others(bob));
        Assert.Empty(presence.Others(elsewhere));
    }

    [Fact]
    public void NoteEdit_ThenLeave_IsToldWithItsTimeAndThenGone()
    {
        var presence = new StudioPresence(time);
        using var ann = presence.Enter("sale", Ann);
        var bob = presence.Enter("sale", Bob);
        var told = new List<string>();
        presence.Changed += told.Add;
        Assert.Null(bob.EditedAt);

        bob.NoteEdit();
        Assert.Equal(time.Now, presence.Others(ann)[0].EditedAt);
        bob.Dispose();
        bob.Dispose();

        Assert.Empty(presence.Others(ann));
        Assert.Equal(["sale", "sale"], told);
    }
}
