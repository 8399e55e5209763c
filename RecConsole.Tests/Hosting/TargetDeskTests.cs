using Dapper;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class TargetDeskTests() : RestartedConsole(isClockSet: true)
{
    static readonly Person Ann = new("p-1", "Ann", Role.Publisher), Bob = new("p-2", "Bob", Role.Admin);
    static readonly Segment New = new("new", "New shoppers") { Shoppers = new() { Visits = VisitHistory.New } };
    static readonly Campaign Sale = new("sale", "Sale") { Items = new() { Categories = ["Shoes"] }, When = new TimeWindow("Europe/Berlin") { Until = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) } };

    TargetDesk<Segment> Segments => Get<TargetDesk<Segment>>();

    TargetDesk<Campaign> Campaigns => Get<TargetDesk<Campaign>>();

    static Kept<T> Done<T>(TargetAnswer<T> answer) where T : class, ITarget
    {
        Assert.True(answer.IsDone, answer.Sentence);
        return answer.Kept!;
    }

    static void Refused<T>(DeskRefusal refusal, string part, TargetAnswer<T> answer) where T : class, ITarget
    {
        Assert.Equal(refusal, answer.Refusal);
        Assert.Contains(part, answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SegmentAndCampaign_AreKeptOverARestart()
    {
        var first = Done(await Segments.SaveAsync(New, 0, Ann));
        Assert.Equal((1, 1, "Ann"), (first.Version, first.Content.Order, first.ChangedBy));
        var second = Done(await Segments.SaveAsync(first.Content with { Name = "First timers" }, 1, Bob));
        var sale = Done(await Campaigns.SaveAsync(Sale, 0, Ann));

        await RestartAsync();
        Assert.Equal(TargetJson.Write(second.Content), TargetJson.Write(Segments.Find("new")!.Content));
        Assert.Equal((2L, "Bob", Clock.Now), (Segments.Find("new")!.Version, Segments.Find("new")!.ChangedBy, Segments.Find("new")!.ChangedAt));
        Assert.Equal(TargetJson.Write(sale.Content), TargetJson.Write(Campaigns.All.Single().Content));
        Assert.Equal(["new"], Get<SegmentStore>().All.Select(segment => segment.Key));
        Assert.Equal(["sale"], Get<CampaignStore>().All.Select(campaign => campaign.Key));
        Assert.Equal(["First timers", "New shoppers"], Get<TargetTable>().ReadHistory<Segment>("segment", "new").Select(one => one.Content.Name));
    }

    [Fact]
    public async Task Save_SomebodyWasFaster_SaysWhoAndHoldsTheirs()
    {
        Done(await Segments.SaveAsync(New, 0, Ann));
        Done(await Segments.SaveAsync(New with { Name = "Bob's" }, 1, Bob));

        var late = await Segments.SaveAsync(New with { Name = "Ann's" }, 1, Ann);
        Refused(DeskRefusal.Stale, "Bob changed the segment 'new' at 2026-11-22 08:00 UTC: it is at version 2", late);
        Assert.Equal("Bob's", late.Theirs!.Content.Name);
        Refused(DeskRefusal.Stale, "already, by Bob", await Segments.SaveAsync(New, 0, Ann));
        Refused(DeskRefusal.Stale, "version 2", await Segments.RemoveAsync("new", 1, Ann));

        Assert.True((await Segments.RemoveAsync("new", 2, Bob)).IsDone);
        Refused(DeskRefusal.Stale, "Bob removed the segment 'new'", await Segments.SaveAsync(New, 2, Ann));
        Refused(DeskRefusal.Stale, "Bob removed", await Segments.RemoveAsync("new", 2, Ann));
        Refused(DeskRefusal.NotFound, "there is none yet", await Segments.RemoveAsync("other", 1, Ann));
        Assert.Equal(4, Done(await Segments.SaveAsync(New, 0, Ann)).Version); // goes on counting: version 1 of the old one never fits
    }

    [Fact]
    public async Task Save_Anything_StandsInTheAuditLogWithBeforeAfterAndWhy()
    {
        Done(await Segments.SaveAsync(New, 0, Ann, "spring"));
        Done(await Segments.SaveAsync(New with { Name = "Newer" }, 1, Bob));
        Done(await Segments.SaveAsync(New with { Name = "Newer" }, 2, Bob)); // nothing changes: no entry
        Done(await Campaigns.SaveAsync(Sale, 0, Ann));
        Assert.True((await Campaigns.RemoveAsync("sale", 1, Ann, "over")).IsDone);

        var entries = Get<AuditTable>().Read(new AuditFilter(), 10).Reverse().ToList();
        Assert.Equal(
            ["Ann segment.added segment:new spring", "Bob segment.changed segment:new ", "Ann campaign.added campaign:sale ", "Ann campaign.removed campaign:sale over"],
            entries.Select(entry => $"{entry.ActorName} {entry.Action} {entry.Subject} {entry.Reason}"));
        Assert.Equal((TargetJson.Write(New with { Order = 1 }), TargetJson.Write(New with { Order = 1, Name = "Newer" })), (entries[1].Before, entries[1].After));
        Assert.Equal((TargetJson.Write(Sale), null), (entries[3].Before, entries[3].After));
        Assert.All(entries, entry => Assert.Contains(entry.Action, AuditAction.All));
        Assert.True(Get<AuditTable>().Verify().IsWhole);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Merchandiser)]
    [InlineData(Role.Analyst)]
    public async Task Save_WithoutTheRightToPublish_IsRefusedAndNothingKept(Role role)
    {
        var person = new Person("p-9", "Max", role);
        Refused(DeskRefusal.NotAllowed, "The right to publish is missing", await Segments.SaveAsync(New, 0, person));
        Refused(DeskRefusal.NotAllowed, "The right to publish is missing", await Campaigns.RemoveAsync("sale", 1, person));
        Assert.Empty(Segments.All);
        using var connection = Get<Database>().OpenReader();
        Assert.Equal(0, connection.ExecuteScalar<int>("select count(*) from target_revision"));
    }

    [Fact]
    public async Task Save_PlaceOfAnother_MovesItBackInTheSameTransaction()
    {
        foreach (var key in (string[])["a", "b", "c"]) Done(await Segments.SaveAsync(New with { Key = key }, 0, Ann));
        Done(await Segments.SaveAsync(Segments.Find("c")!.Content with { Order = 1 }, 1, Bob, "c first"));

        Assert.Equal(["c", "a", "b"], Segments.All.Select(one => one.Content.Key));
        Assert.Equal(["c", "a", "b"], Get<SegmentStore>().All.Select(one => one.Key));
        Assert.Equal([2L, 2, 2], Segments.All.Select(one => one.Version));
        Assert.Equal(3, Get<AuditTable>().Read(new AuditFilter(Actor: "Bob"), 10).Count(entry => entry.Reason == "c first"));
    }

    [Fact]
    public async Task Save_WhatDoesNotDo_SaysWhatWouldBeRight()
    {
        Refused(DeskRefusal.Invalid, "lower-case", await Segments.SaveAsync(New with { Key = "New" }, 0, Ann));
        Refused(DeskRefusal.Invalid, "names its items", await Campaigns.SaveAsync(Sale with { Items = ItemCondition.Every }, 0, Ann));
    }
}
