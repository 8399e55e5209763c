using Bunit;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class StudioPartsTests : IDisposable
{
    static readonly Person Ann = new("p-1", "Ann", Role.Publisher), Bob = new("p-2", "Bob", Role.Merchandiser);
    static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    readonly BunitContext context = new();

    public StudioPartsTests() => context.JSInterop.Mode = JSRuntimeMode.Loose;

    public void Dispose() => context.Dispose();

    [Fact]
    public void Others_SeveralWindowsOfOnePerson_AreOneSentence()
    {
        var presence = new StudioPresence(new ManualTime(Now));
        var mine = presence.Enter("sale", Ann);
        foreach (var who in new[] { Ann, Bob, Ann, Bob, Ann }) presence.Enter("sale", who);
        presence.Others(mine)[1].NoteEdit();

        var words = context.Render<StudioOthers>(p => p.Add(o => o.Others, presence.Others(mine)).Add(o => o.Me, Ann)).Find("[data-testid=others]").TextContent;

        Assert.StartsWith("You have this strategy open in 3 other windows. Bob has this strategy open too, in 2 windows, and changed it at 08:00", words.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DraftState.InReview, null, "is in review")]
    [InlineData(DraftState.Approved, "Cem", "is approved by Cem")]
    [InlineData(DraftState.Approved, null, "is ready to be published")]
    [InlineData(DraftState.Scheduled, "Cem", "approved by Cem. Changing it takes it off the schedule")]
    public void ReopenDialog_OfEachState_SaysWhatIsLostAndAsks(DraftState state, string? by, string expected)
    {
        var answers = new List<string>();
        var draft = new StrategyDraft("default", 1, StrategyStore.FirstDefault, 2)
        {
            State = state, Author = "p-1", AuthorName = "Ann", UpdatedAt = Now, ReviewedBy = by, PublishAt = state == DraftState.Scheduled ? Now.AddDays(1) : null,
        };

        var dialog = context.Render<ReopenDialog>(p => p.Add(d => d.Draft, draft).Add(d => d.OnChange, () => answers.Add("change")).Add(d => d.OnLeave, () => answers.Add("leave")));

        Assert.Contains(expected, dialog.Find("#reopen-words").TextContent, StringComparison.Ordinal);
        dialog.Find("[data-testid=reopen-leave]").Click();
        dialog.Find("[data-testid=reopen-change]").Click();
        Assert.Equal(["leave", "change"], answers);
    }

    [Theory]
    [InlineData(PublicationKind.Published, "published by Ann")]
    [InlineData(PublicationKind.Own, "published by Ann, who made it")]
    [InlineData(PublicationKind.RolledBack, "rolled back to by Ann")]
    public void How_OfEachKind_SaysWhatWasDone(PublicationKind kind, string expected) =>
        Assert.Equal(expected, PublicationWords.How(new Publication("default", 1, 2, Now, "p-1", "Ann", kind, null)));

    [Fact]
    public void ChipField_WordThatNothingHas_SaysSoOnItsChip()
    {
        var field = context.Render<ChipField>(p => p.Add(f => f.Label, "Category").Add(f => f.Values, ["Home", "Ho"]).Add(f => f.IsVoid, word => word == "Ho"));

        Assert.Equal(["Home", "Ho: no item has it now"], field.FindAll(".chip").Select(chip => chip.TextContent.Trim()));
        Assert.Single(field.FindAll(".chip.is-void"));
    }

    [Fact]
    public void Reveal_OfSomethingNew_ComesIntoSightOnceWithTheFocus()
    {
        var module = context.JSInterop.SetupModule("./js/studio.js");
        module.Mode = JSRuntimeMode.Loose;

        var reveal = context.Render<Reveal>(p => p.Add(r => r.Of, "1").Add(r => r.TakesFocus, true));
        reveal.Render(p => p.Add(r => r.Of, "1"));
        Assert.Equal(true, Assert.Single(module.Invocations["reveal"]).Arguments[1]);
        reveal.Render(p => p.Add(r => r.Of, "2"));

        Assert.Equal(2, module.Invocations["reveal"].Count);
    }
}
