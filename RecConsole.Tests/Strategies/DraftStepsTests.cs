using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class DraftStepsTests
{
    /// <summary>
    /// State, role, whose, publishers: the primary button ("-" in front: disabled, "!" behind: wants a reason), and what else can be
    /// done. Draft differs from live and is up to date; the rows for the others stand below.
    /// </summary>
    [Theory]
    // nobody else may publish: the author publishes
    [InlineData("Draft Viewer other 1", "-Submit")]
    [InlineData("Draft Merchandiser own 1", "Submit", "Edit Discard")]
    [InlineData("Draft Publisher own 1", "Publish", "Edit Submit Schedule Discard")]
    [InlineData("Draft Publisher other 1", "Publish", "Edit Submit Schedule Discard")]
    [InlineData("Draft Analyst other 1", "-Submit")]
    [InlineData("Draft Admin own 1", "Publish", "Edit Submit Schedule Discard")]
    [InlineData("InReview Viewer other 1", "-Approve")]
    [InlineData("InReview Merchandiser own 1", "-Approve", "Edit Discard")]
    [InlineData("InReview Publisher own 1", "Publish", "Edit Approve Reject Schedule Discard")]
    [InlineData("InReview Admin other 1", "Publish", "Edit Approve Reject Schedule Discard")]
    // two may publish: nobody approves what is their own
    [InlineData("Draft Merchandiser own 2", "Submit", "Edit Discard")]
    [InlineData("Draft Publisher own 2", "Submit", "Edit Discard")]
    [InlineData("Draft Publisher other 2", "Submit", "Edit Discard")]
    [InlineData("Draft Admin own 2", "Submit!", "Edit Publish Schedule Discard")]
    [InlineData("InReview Merchandiser own 2", "-Approve", "Edit Discard")]
    [InlineData("InReview Publisher own 2", "-Approve", "Edit Reject Discard")]
    [InlineData("InReview Publisher other 2", "Approve", "Edit Reject Discard")]
    [InlineData("InReview Admin own 2", "-Approve!", "Edit Reject Publish Schedule Discard")]
    [InlineData("InReview Admin other 2", "Approve!", "Edit Reject Publish Schedule Discard")]
    // approved by another: anybody who may publishes it, its author too
    [InlineData("Approved Viewer other 2", "-Publish")]
    [InlineData("Approved Merchandiser own 2", "-Publish", "Edit Discard")]
    [InlineData("Approved Publisher own 2", "Publish", "Edit Schedule Discard")]
    [InlineData("Approved Admin other 2", "Publish", "Edit Schedule Discard")]
    [InlineData("Scheduled Merchandiser own 2", "-Unschedule", "Edit Discard")]
    [InlineData("Scheduled Publisher own 2", "Unschedule", "Edit Publish Schedule Discard")]
    [InlineData("Scheduled Admin other 1", "Unschedule", "Edit Publish Schedule Discard")]
    public void Of_DraftThatCanGoOn_IsTheTable(string situation, string primary, string others = "")
    {
        var words = situation.Split(' ');
        var step = DraftSteps.Of(new DraftSituation(Enum.Parse<DraftState>(words[0]), Enum.Parse<Role>(words[1]), words[2] == "own", Publishers: int.Parse(words[3])));
        Assert.Equal(primary, $"{(step.IsEnabled ? "" : "-")}{step.Primary}{(step.NeedsReason ? "!" : "")}");
        Assert.Equal(others, string.Join(' ', step.Others));
        Assert.NotEmpty(step.Hint);
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Merchandiser, true)]
    [InlineData(Role.Admin, true)]
    public void Of_NoDraft_IsToEdit(Role role, bool may)
    {
        var step = DraftSteps.Of(new DraftSituation(null, role));
        Assert.Equal((DraftAction.Edit, may), (step.Primary, step.IsEnabled));
        Assert.Empty(step.Others);
    }

    [Theory]
    [InlineData(DraftState.Draft)]
    [InlineData(DraftState.InReview)]
    [InlineData(DraftState.Approved)]
    [InlineData(DraftState.Scheduled)]
    public void Of_StaleDraft_IsBroughtUpToDateFirst(DraftState state)
    {
        var step = DraftSteps.Of(new DraftSituation(state, Role.Admin, IsStale: true));
        Assert.Equal((DraftAction.Rebase, true), (step.Primary, step.IsEnabled));
        foreach (var action in (DraftAction[])[DraftAction.Submit, DraftAction.Approve, DraftAction.Publish, DraftAction.Schedule]) Assert.False(step.Allows(action));
        Assert.True(step.Allows(DraftAction.Edit) && step.Allows(DraftAction.Discard));
    }

    [Fact]
    public void Of_DraftThatIsWhatIsLive_SaysSo()
    {
        var step = DraftSteps.Of(new DraftSituation(DraftState.Draft, Role.Admin, IsOwn: true, Differs: false));
        Assert.Equal((DraftAction.Publish, false, "The draft is what is live already: change something first."), (step.Primary, step.IsEnabled, step.Hint));
        Assert.Equal([DraftAction.Edit, DraftAction.Discard], step.Others.AsEnumerable());
    }

    [Fact]
    public void Of_ContentTheShopCannotTake_IsRefusedInItsWords()
    {
        var step = DraftSteps.Of(new DraftSituation(DraftState.Approved, Role.Admin, Problem: "There is no weight 'x'."));
        Assert.Equal((false, "There is no weight 'x'."), (step.IsEnabled, step.Hint));
    }

    [Fact]
    public void Of_ConflictsBetweenRules_WarnsAndDoesNotRefuse()
    {
        var step = DraftSteps.Of(new DraftSituation(DraftState.Draft, Role.Publisher, IsOwn: true, Conflicts: 2));
        Assert.True(step.IsEnabled);
        Assert.StartsWith("2 conflicts between its rules: look at them first.", step.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MissingRight_IsNamedOnTheButton() =>
        Assert.Contains("The right to approve drafts is missing: it takes the role publisher or admin", DraftSteps.Of(new DraftSituation(DraftState.InReview, Role.Merchandiser, IsOwn: true)).Hint, StringComparison.Ordinal);

    /// <summary>The button and the desk can never disagree: what a step allows is exactly what is not refused.</summary>
    [Fact]
    public void Allows_EverySituation_IsWhatIsNotRefused()
    {
        foreach (var state in Enum.GetValues<DraftState>().Cast<DraftState?>().Append(null))
            foreach (var role in Enum.GetValues<Role>())
                for (var bits = 0; bits < 8; bits++)
                    foreach (var publishers in (int[])[0, 1, 2, 3])
                    {
                        var at = new DraftSituation(state, role, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, publishers);
                        var step = DraftSteps.Of(at);
                        foreach (var action in Enum.GetValues<DraftAction>()) Assert.Equal(DraftSteps.Refusal(at, action) is null, step.Allows(action));
                        if (publishers >= 2 && at.IsOwn && state == DraftState.InReview) Assert.False(step.Allows(DraftAction.Approve));
                    }
    }
}
