using RecConsole.Engine.Audit;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class DraftScheduleTests() : RestartedConsole(isClockSet: true)
{
    const string Key = StrategyStore.DefaultKey;
    static readonly Person Ann = new("p-1", "Ann", Role.Publisher);

    StrategyDesk Desk => Get<StrategyDesk>();

    StrategyRevision Live => Get<StrategyStore>().Find(Key)!;

    async Task<DeskAnswer> ScheduleAsync(DateTime local, string zone)
    {
        var draft = Desk.FindDraft(Key) ?? (await Desk.SaveDraftAsync(Key, Live.WithWeight("margin", 0.5f), 0, Ann)).Draft!;
        return await Desk.ScheduleAsync(Key, draft.Version, Ann, local, zone);
    }

    [Fact]
    public async Task Schedule_TimeOfAZone_GoesLiveThenAndNotBefore()
    {
        var draft = (await ScheduleAsync(new DateTime(2026, 11, 22, 10, 0, 0), "Europe/Berlin")).Draft!;
        Assert.Equal((DraftState.Scheduled, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)), (draft.State, draft.PublishAt));
        Clock.Now = new DateTimeOffset(2026, 11, 22, 8, 59, 59, TimeSpan.Zero);
        await Desk.PublishDueAsync(_ => Ann);
        Assert.Equal(1, Live.Number);
        Clock.Now = Clock.Now.AddSeconds(1);
        await Eventually.HoldsAsync(() => Live.Number == 2, "the scheduled draft goes live when it is due");
        await Eventually.HoldsAsync(() => Desk.FindDraft(Key) is null, "and is no draft any more");
        Assert.Equal(("p-1", "Scheduled for 2026-11-22 09:00 UTC"), (Desk.Find(Key)!.LatestPublication!.By, Desk.Find(Key)!.LatestPublication!.Reason));
    }

    [Fact]
    public async Task Start_TimeCameWhileNobodyServed_CatchesUp()
    {
        await ScheduleAsync(new DateTime(2026, 11, 22, 9, 0, 0), "UTC");
        await StopAsync();
        Clock.Now = Clock.Now.AddDays(2);
        await StartAsync();
        await Eventually.HoldsAsync(() => Live.Number == 2, "what was due is live after the start");
        await Eventually.HoldsAsync(() => Desk.Find(Key)!.LatestPublication is not null, "and stands in its history");
        Assert.StartsWith("Scheduled for 2026-11-22 09:00 UTC, 2820 minutes late because nobody served", Desk.Find(Key)!.LatestPublication!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishDue_AnotherWentLiveMeanwhile_IsKeptAndSaysSo()
    {
        await ScheduleAsync(new DateTime(2026, 11, 22, 9, 0, 0), "UTC");
        await Get<StrategyPublisher>().PublishAsync(Live.WithWeight("newness", 0.9f));
        Clock.Now = Clock.Now.AddHours(2);
        await Eventually.HoldsAsync(() => Desk.FindDraft(Key)!.State != DraftState.Scheduled, "the draft leaves the calendar");
        Assert.Equal((2, 0.9f), (Live.Number, Live.Weight("newness")));
        Assert.Contains("did not go live when it was due", Desk.FindDraft(Key)!.Note, StringComparison.Ordinal);
        Assert.Equal(AuditAction.ScheduleMissed, Get<AuditTable>().Read(new AuditFilter(), 1).Single().Action);
    }

    [Fact]
    public async Task Schedule_TimesThatDoNotDo_AreRefused()
    {
        Assert.Contains("is over", (await ScheduleAsync(new DateTime(2026, 11, 22, 8, 0, 0), "UTC")).Sentence, StringComparison.Ordinal);
        Assert.Contains("time zone 'Berlin' is not known", (await ScheduleAsync(new DateTime(2027, 1, 1), "Berlin")).Sentence, StringComparison.Ordinal);
        Assert.Contains("put forward", (await ScheduleAsync(new DateTime(2027, 3, 28, 2, 30, 0), "Europe/Berlin")).Sentence, StringComparison.Ordinal);
        Assert.Equal(DraftState.Draft, Desk.FindDraft(Key)!.State);
    }

    [Fact]
    public void Find_HourThatClocksShowTwice_IsTheFirst() =>
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), ScheduledTime.Find(new DateTime(2026, 10, 25, 2, 30, 0), "Europe/Berlin", out _));

    [Fact]
    public async Task Unschedule_Scheduled_StaysApproved()
    {
        var draft = (await ScheduleAsync(new DateTime(2026, 11, 22, 9, 0, 0), "UTC")).Draft!;
        draft = (await Desk.UnscheduleAsync(Key, draft.Version, Ann)).Draft!;
        Assert.Equal((DraftState.Approved, null, null), (draft.State, draft.PublishAt, Desk.NextDue));
    }
}
