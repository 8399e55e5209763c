using Dapper;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class StrategyDeskTests() : RestartedConsole(isClockSet: true)
{
    const string Key = StrategyStore.DefaultKey;

    static readonly Person Ann = new("p-1", "Ann", Role.Publisher), Bob = new("p-2", "Bob", Role.Publisher), Mia = new("p-3", "Mia", Role.Merchandiser), Ada = new("p-4", "Ada", Role.Admin);
    static readonly StrategyRevision Changed = StrategyStore.FirstDefault.WithWeight("margin", 0.5f);

    StrategyDesk Desk => Get<StrategyDesk>();

    StrategyRevision Live => Get<StrategyStore>().Find(Key)!;

    /// <summary>The shop gets people who may publish, so that one has to approve another's work.</summary>
    async Task AddPublishersAsync(int count)
    {
        for (var n = 0; n < count; n++)
        {
            var token = n == 0 && !Get<PeopleDirectory>().HasOwner ? await Get<PeopleDirectory>().InviteOwnerAsync() : await Get<PeopleDirectory>().InviteAsync(Role.Publisher, Ada);
            Assert.NotNull(await Get<PeopleDirectory>().JoinAsync(token, $"Publisher {n}", "hash"));
        }
    }

    static StrategyDraft Done(DeskAnswer answer)
    {
        Assert.True(answer.IsDone, answer.Sentence);
        return answer.Draft!;
    }

    static void Refused(DeskRefusal refusal, string part, DeskAnswer answer)
    {
        Assert.Equal(refusal, answer.Refusal);
        Assert.Contains(part, answer.Sentence, StringComparison.Ordinal);
    }

    string[] Actions => [.. Get<AuditTable>().Read(new AuditFilter(), 100).Reverse().Select(entry => $"{entry.ActorName} {entry.Action}")];

    [Fact]
    public async Task SaveDraft_Edits_AreKeptOverARestartAndRankNothing()
    {
        var begun = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        var edited = Done(await Desk.SaveDraftAsync(Key, Changed.WithWeight("margin", 0.7f), begun.Version, Mia));
        Assert.True(edited.Version > begun.Version);
        Assert.Equal(StrategyStore.FirstDefault.Hash, Live.Hash);

        await RestartAsync();
        var read = Desk.FindDraft(Key)!;
        Assert.Equal((edited.Version, 1, "Mia", 0.7f), (read.Version, read.BasedOn, read.AuthorName, read.Content.Weight("margin")));
        Assert.Equal(["p-3"], read.Editors.AsEnumerable());
        Assert.Equal(["Mia draft.begun"], Actions);
    }

    [Fact]
    public async Task SaveDraft_VersionThatIsOld_SaysWhoAndGivesTheirs()
    {
        var begun = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        var theirs = Done(await Desk.SaveDraftAsync(Key, Changed.WithWeight("margin", 0.9f), begun.Version, Ann));
        var mine = await Desk.SaveDraftAsync(Key, Changed.WithWeight("popularity", 0.1f), begun.Version, Mia);
        Refused(DeskRefusal.Stale, "Ann changed the draft", mine);
        Assert.Equal(theirs, mine.Theirs);
        Assert.Equal(theirs, Desk.FindDraft(Key));
        Refused(DeskRefusal.Stale, "changed the draft", await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
    }

    [Fact]
    public async Task SaveDraft_VersionOfAnEarlierDraft_IsStale()
    {
        var begun = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        Assert.True((await Desk.DiscardAsync(Key, begun.Version, Mia)).IsDone);
        Refused(DeskRefusal.Stale, "gone", await Desk.SubmitAsync(Key, begun.Version, Mia));
        Clock.Now = Clock.Now.AddSeconds(1);
        Done(await Desk.SaveDraftAsync(Key, Changed, 0, Ann));
        Refused(DeskRefusal.Stale, "Ann", await Desk.SaveDraftAsync(Key, Changed, begun.Version, Mia));
    }

    [Fact]
    public async Task SaveDraft_WhatCannotBe_IsRefused()
    {
        Refused(DeskRefusal.NotAllowed, "change drafts", await Desk.SaveDraftAsync(Key, Changed, 0, Mia with { Role = Role.Viewer }));
        Refused(DeskRefusal.Invalid, "no weight 'nothing'", await Desk.SaveDraftAsync(Key, Changed.WithWeight("nothing", 1), 0, Mia));
        Refused(DeskRefusal.Invalid, "must name 'default'", await Desk.SaveDraftAsync(Key, Changed.WithKey("other"), 0, Mia));
        Refused(DeskRefusal.NotFound, "no strategy 'other'", await Desk.SaveDraftAsync("other", Changed.WithKey("other"), 0, Mia));
        Assert.Null(Desk.FindDraft(Key));
        Assert.Empty(Actions);
    }

    [Fact]
    public async Task Publish_OnlyPublisher_GoesLiveAsOwnWork()
    {
        await AddPublishersAsync(1);
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Ann));
        var answer = await Desk.PublishAsync(Key, draft.Version, Ann, "first try");
        Assert.Equal(2, answer.Live!.Number);
        Assert.Equal(draft.Content.Hash, Live.Hash);
        Assert.Null(Desk.FindDraft(Key));
        var entry = Desk.ReadAll().Single();
        Assert.Equal((PublicationKind.Own, "Ann", "first try", 1), (entry.LatestPublication!.Kind, entry.LatestPublication.ByName, entry.LatestPublication.Reason, entry.RollsBackTo));
        Assert.Equal("Ann strategy.published-own", Actions[^1]);
    }

    [Fact]
    public async Task Approve_TwoPublishers_WantsSomebodyElse()
    {
        await AddPublishersAsync(2);
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Ann));
        Refused(DeskRefusal.NotNow, "Somebody else who may publish has to approve it first", await Desk.PublishAsync(Key, draft.Version, Ann, "quick"));
        draft = Done(await Desk.SubmitAsync(Key, draft.Version, Ann, "please"));
        Refused(DeskRefusal.NotNow, "somebody else who may publish approves it", await Desk.ApproveAsync(Key, draft.Version, Ann));
        draft = Done(await Desk.ApproveAsync(Key, draft.Version, Bob, "good"));
        Assert.Equal((DraftState.Approved, "Bob"), (draft.State, draft.ReviewedBy));
        Assert.True((await Desk.PublishAsync(Key, draft.Version, Ann)).IsDone);
        Assert.Equal(["Ann draft.begun", "Ann draft.submitted", "Bob draft.approved", "Ann strategy.published"], Actions[^4..]);
        Assert.True(Get<AuditTable>().Verify().IsWhole);
    }

    [Fact]
    public async Task Publish_AdminWithoutApproval_WantsAReason()
    {
        await AddPublishersAsync(2);
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Ada));
        Refused(DeskRefusal.Invalid, "state a reason", await Desk.PublishAsync(Key, draft.Version, Ada, " "));
        Assert.True((await Desk.PublishAsync(Key, draft.Version, Ada, "the sale has begun")).IsDone);
        var entry = Get<AuditTable>().Read(new AuditFilter(Action: AuditAction.PublishedOwn), 1).Single();
        Assert.Equal(("Ada", "the sale has begun"), (entry.ActorName, entry.Reason));
        Assert.Equal(StrategyStore.FirstDefault.Hash, StrategyJson.Read(entry.Before!).Hash);
        Assert.Equal(Changed.Hash, StrategyJson.Read(entry.After!).Hash);
    }

    [Fact]
    public async Task SaveDraft_AfterApproval_IsADraftAgain()
    {
        await AddPublishersAsync(2);
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        draft = Done(await Desk.ApproveAsync(Key, Done(await Desk.SubmitAsync(Key, draft.Version, Mia)).Version, Ann));
        draft = Done(await Desk.SaveDraftAsync(Key, Changed.WithWeight("margin", 2), draft.Version, Ann));
        Assert.Equal((DraftState.Draft, null), (draft.State, draft.ReviewedBy));
        draft = Done(await Desk.SubmitAsync(Key, draft.Version, Mia));
        Refused(DeskRefusal.NotNow, "Your own changes", await Desk.ApproveAsync(Key, draft.Version, Ann));
        Assert.True((await Desk.ApproveAsync(Key, draft.Version, Bob)).IsDone);
    }

    [Fact]
    public async Task Reject_Submitted_GoesBackWithAWord()
    {
        var draft = Done(await Desk.SubmitAsync(Key, Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia)).Version, Mia));
        Refused(DeskRefusal.Invalid, "Say what", await Desk.RejectAsync(Key, draft.Version, Ann, ""));
        Refused(DeskRefusal.NotAllowed, "approve drafts", await Desk.RejectAsync(Key, draft.Version, Mia, "no"));
        draft = Done(await Desk.RejectAsync(Key, draft.Version, Ann, "too much margin"));
        Assert.Equal((DraftState.Draft, "too much margin", "Ann"), (draft.State, draft.Note, draft.ReviewedBy));
    }

    [Fact]
    public async Task Rollback_OneClick_IsLiveAtOnceAndGoesFurtherBackEachTime()
    {
        foreach (var margin in (float[])[1, 2])
        {
            Clock.Now = Clock.Now.AddMinutes(1);
            await Desk.PublishAsync(Key, Done(await Desk.SaveDraftAsync(Key, Live.WithWeight("margin", margin), 0, Ann)).Version, Ann);
        }
        Assert.Equal((3, 2), (Live.Number, Desk.Find(Key)!.RollsBackTo));
        Refused(DeskRefusal.NotAllowed, "publish", await Desk.RollbackAsync(Key, Mia));
        Assert.Equal(2, (await Desk.RollbackAsync(Key, Ann)).Live!.Number);
        Assert.Equal(2, Live.Number);
        Assert.Equal(1, (await Desk.RollbackAsync(Key, Ann, reason: "worse")).Live!.Number);
        Refused(DeskRefusal.NotNow, "No earlier revision", await Desk.RollbackAsync(Key, Ann));
        Refused(DeskRefusal.NotFound, "was never live", await Desk.RollbackAsync(Key, Ann, 9));
        Assert.Equal(3, (await Desk.RollbackAsync(Key, Ann, 3)).Live!.Number);
        var history = Desk.ReadHistory(Key);
        Assert.Equal([3, 2, 1], history.Select(entry => entry.Revision.Number));
        Assert.Equal([PublicationKind.RolledBack, PublicationKind.Own], history[0].Publications.Select(one => one.Kind));
        Assert.Equal([new RevisionChange("weight:margin", "{\"weight\":1}", "{\"weight\":2}")], Desk.Diff(Key, 2, 3));
    }

    [Fact]
    public async Task Rebase_LiveMovedOn_MergesAndNamesConflicts()
    {
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed.WithWeight("popularity", 0.9f), 0, Mia));
        await Get<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithWeight("popularity", 0.1f).WithWeight("newness", 0.3f));
        Assert.True(Desk.Find(Key)!.IsStale);
        Refused(DeskRefusal.NotNow, "bring it up to date", await Desk.PublishAsync(Key, draft.Version, Ann));
        var preview = Desk.PreviewRebase(Key)!;
        Assert.Equal(["weight:popularity"], preview.Conflicts.Select(conflict => conflict.Part));
        Assert.Equal(["weight:newness"], preview.FromTheirs.AsEnumerable());
        Refused(DeskRefusal.Stale, "Another revision than 1", await Desk.RebaseAsync(Key, draft.Version, 1, new HashSet<string>(), Mia));

        draft = Done(await Desk.RebaseAsync(Key, draft.Version, 2, new HashSet<string> { "weight:popularity" }, Mia));
        Assert.Equal((2, 0.1f, 0.3f, 0.5f), (draft.BasedOn, draft.Content.Weight("popularity"), draft.Content.Weight("newness"), draft.Content.Weight("margin")));
        Assert.False(Desk.Find(Key)!.IsStale);
        Assert.True((await Desk.PublishAsync(Key, draft.Version, Ann)).IsDone);
    }

    [Fact]
    public async Task Create_FromAnother_IsADraftUntilItIsPublished()
    {
        Refused(DeskRefusal.Invalid, "is no key", await Desk.CreateAsync("summer sale", null, Mia));
        Refused(DeskRefusal.NotFound, "no live strategy 'x'", await Desk.CreateAsync("summer", "x", Mia));
        Refused(DeskRefusal.NotNow, "already", await Desk.CreateAsync(Key, null, Mia));
        var draft = Done(await Desk.CreateAsync("summer", null, Mia));
        Assert.Equal((0, 0.4f), (draft.BasedOn, draft.Content.Weight("popularity")));
        Assert.Equal([(Key, true), ("summer", false)], Desk.ReadAll().Select(entry => (entry.Key, entry.Live is not null)));
        Assert.Equal(1, (await Desk.PublishAsync("summer", draft.Version, Ann)).Live!.Number);
        Assert.NotNull(Get<StrategyStore>().Find("summer"));
    }

    [Fact]
    public async Task Changed_StepsOfADraft_AreToldWithWho()
    {
        var told = new List<string>();
        Desk.Changed += change => told.Add($"{change.ByName} {change.Draft?.State.ToString() ?? "none"} {change.WentLive?.Number}");
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        await Desk.SubmitAsync(Key, draft.Version, Mia);
        await Desk.PublishAsync(Key, Desk.FindDraft(Key)!.Version, Ann);
        Assert.Equal(["Mia Draft ", "Mia InReview ", "Ann InReview 2", "Ann none "], told);
    }

    [Fact]
    public async Task Verify_RowEditedBySql_NamesTheEntry()
    {
        var draft = Done(await Desk.SaveDraftAsync(Key, Changed, 0, Mia));
        await Desk.PublishAsync(Key, draft.Version, Ann);
        await Desk.RollbackAsync(Key, Ann);
        Assert.True(Get<AuditTable>().Verify().IsWhole);
        using (var turn = await Get<Database>().EnterAsync())
            turn.Commit(connection => connection.Execute("update audit set actor_name = 'Mallory' where number = 2"));
        var verdict = Get<AuditTable>().Verify();
        Assert.Equal((2L, 1L), (verdict.BrokenAt, verdict.Entries));
    }
}
