using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

/// <summary>Two windows at one draft, on the real desk: nothing of either is lost.</summary>
public sealed class StudioSessionTests : IAsyncLifetime
{
    const string Key = StrategyStore.DefaultKey;

    static readonly Person Ann = new("p-1", "Ann", Role.Publisher), Bob = new("p-2", "Bob", Role.Publisher);

    RunningConsole console = null!;

    StrategyDesk Desk => console.Services.GetRequiredService<StrategyDesk>();

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    StudioSession Open(Person? who = null) => new(Desk, console.Services.GetRequiredService<StrategyStore>(), Desk.Find(Key)!, console.Services.GetRequiredService<DraftTrails>(), (who ?? Ann).Id);

    static Task EditAsync(StudioSession session, Person who, string key, float weight)
    {
        Assert.True(session.Trail.Add(session.Content.WithWeight(key, weight), key));
        return session.SaveAsync(who);
    }

    [Fact]
    public async Task Save_OtherSavedAnotherPartMeanwhile_HoldsBothAndAsksNobody()
    {
        var (ann, bob) = (Open(), Open(Bob));
        await EditAsync(ann, Ann, "margin", 0.5f);

        await EditAsync(bob, Bob, "trend", 0.25f); // without having seen Ann's

        Assert.Null(bob.Clash);
        Assert.True(bob.IsSaved);
        var kept = Desk.FindDraft(Key)!.Content;
        Assert.Equal((0.5f, 0.25f), (kept.Weight("margin"), kept.Weight("trend")));
    }

    [Theory]
    [InlineData(false, 0.75f)]
    [InlineData(true, 0.5f)]
    public async Task Settle_BothChangedOnePart_TakesTheChosenSide(bool takeTheirs, float expected)
    {
        var (ann, bob) = (Open(), Open(Bob));
        await EditAsync(ann, Ann, "margin", 0.5f);
        await EditAsync(bob, Bob, "margin", 0.75f);
        Assert.Contains("Ann changed the draft meanwhile", bob.Clash!.Words, StringComparison.Ordinal);
        Assert.False(bob.IsSaved);
        Assert.Equal((0.75f, 0.5f), (bob.Content.Weight("margin"), Desk.FindDraft(Key)!.Content.Weight("margin")));

        await bob.SettleAsync(takeTheirs ? new HashSet<string> { RevisionPart.OfWeight("margin") } : [], Bob);

        Assert.Null(bob.Clash);
        Assert.Equal((expected, expected), (bob.Content.Weight("margin"), Desk.FindDraft(Key)!.Content.Weight("margin")));
    }

    [Fact]
    public async Task Follow_OtherDiscardedWhatIsUnsavedHere_WaitsForAChoice()
    {
        var (ann, bob) = (Open(), Open(Bob));
        await EditAsync(ann, Ann, "margin", 0.5f);
        Assert.True(bob.Follow());
        bob.Trail.Add(bob.Content.WithWeight("trend", 0.25f), "trend");
        Assert.True((await Desk.DiscardAsync(Key, ann.Version, Ann)).IsDone);

        Assert.True(bob.Follow());

        Assert.Contains("published or discarded meanwhile", bob.Clash!.Words, StringComparison.Ordinal);
        Assert.Equal(0.25f, bob.Content.Weight("trend"));
    }

    [Fact]
    public async Task Save_WithoutTheRight_SaysSoAndKeepsTheEditOnThePage()
    {
        var session = Open();

        await EditAsync(session, new Person("p-3", "Vic", Role.Viewer), "margin", 0.5f);

        Assert.Contains("viewer", session.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0.5f, session.Content.Weight("margin"));
        Assert.Null(Desk.FindDraft(Key));
    }

    [Fact]
    public async Task Open_AfterAReload_UndoesWhatWasDoneBefore()
    {
        var before = Open();
        await EditAsync(before, Ann, "margin", 0.5f);
        await EditAsync(before, Ann, "trend", 0.25f);
        before.Trail.Undo();
        await before.SaveAsync(Ann);

        var after = Open();

        Assert.Equal(("margin", "trend"), (after.Trail.Undoable, after.Trail.Redoable));
        Assert.Null(Open(Bob).Trail.Undoable);
        after.Trail.Undo();
        Assert.Equal("margin", before.Trail.Undoable); // another window's steps are its own
    }

    [Fact]
    public async Task Open_AfterItWasDiscardedOrChangedElsewhere_BeginsAnew()
    {
        var ann = Open();
        await EditAsync(ann, Ann, "margin", 0.5f);
        var bob = Open(Bob);
        await EditAsync(bob, Bob, "trend", 0.25f);

        Assert.Null(Open().Trail.Undoable);
        Assert.True((await Desk.DiscardAsync(Key, bob.Version, Bob)).IsDone);
        Assert.Null(Open(Bob).Trail.Undoable);
    }

    [Fact]
    public async Task WouldReopen_DraftInReview_UntilSomebodyAgrees()
    {
        var session = Open();
        await EditAsync(session, Ann, "margin", 0.5f);
        Assert.False(session.WouldReopen);
        Assert.True((await Desk.SubmitAsync(Key, session.Version, Ann)).IsDone);
        session.Reload();
        Assert.True(session.WouldReopen);

        session.AgreeToReopen();
        Assert.False(session.WouldReopen);
        await EditAsync(session, Ann, "margin", 0.75f);
        Assert.Equal(DraftState.Draft, Desk.FindDraft(Key)!.State);
        Assert.True((await Desk.SubmitAsync(Key, session.Version, Ann)).IsDone);
        session.Reload();

        Assert.True(session.WouldReopen); // the word was for the first time only
    }
}
