using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.People;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>Trainings that nobody asks for, in the running server on a clock that is set.</summary>
public sealed class RetrainingTests : IAsyncDisposable
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Returning(shoppers: 60, clusters: 4, itemsPerCluster: 40, sessions: 200, seed: 6);

    readonly ManualTime clock = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    readonly Rng rng = new(2);
    RunningConsole? console;
    int slates;

    public async ValueTask DisposeAsync()
    {
        if (console is not null) await console.DisposeAsync();
    }

    T Get<T>() where T : notnull => console!.Services.GetRequiredService<T>();

    IReadOnlyList<TrainingEntry> Trainings => Get<TrainingDesk>().ReadAll();

    async Task StartAsync(params (string Key, string Value)[] settings)
    {
        console = await RunningConsole.StartAsync(configure: (WebApplicationBuilder builder) =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            foreach (var (key, value) in settings) builder.Configuration[key] = value;
        });
        await StockedShop.StockAsync(console.Services, Events);
    }

    RetrainingSchedule Schedule => Get<IEnumerable<IHostedService>>().OfType<RetrainingSchedule>().Single();

    [Fact]
    public async Task Schedule_ModelOldEnough_IsRenewedOnceInItsTimeWithTheCause()
    {
        await StartAsync(("Training:RetrainEvery", "1.00:00:00"));
        await Schedule.LookAsync(default);
        Assert.Empty(Trainings);

        clock.Now += TimeSpan.FromHours(25);
        await Schedule.LookAsync(default);
        await Schedule.LookAsync(default);

        var entry = Assert.Single(Trainings);
        Assert.True(entry.State == TrainingState.Done, entry.Account.Problem);
        Assert.Equal((PpmiModel.Key, "RecConsole", "the schedule: every 1 day"), (entry.Order.Model, entry.ByName, entry.Order.Cause));
        var renewed = Get<ModelRegistry>().Find(entry.ModelName!)!;
        Assert.NotNull(renewed.Check); // it was asked whether it may serve
        Assert.Equal(renewed.Check.Passed, renewed.State == ModelState.Published);

        clock.Now += TimeSpan.FromHours(25);
        await Schedule.LookAsync(default);
        Assert.Equal(2, Trainings.Count);
    }

    [Fact]
    public async Task Schedule_SwitchedOffOrSomebodyTrains_BeginsNothing()
    {
        await StartAsync();
        clock.Now += TimeSpan.FromDays(100);
        await Schedule.LookAsync(default);
        Assert.Empty(Trainings);
        await console!.DisposeAsync();

        await StartAsync(("Training:RetrainEvery", "1.00:00:00"));
        clock.Now += TimeSpan.FromDays(2);
        var ana = new Person("ana", "Ana", Role.Analyst);
        Assert.True((await Get<TrainingDesk>().BeginAsync(new TrainingOrder("bpr") { Epochs = 100_000 }, ana)).IsDone);
        await Schedule.LookAsync(default);
        Assert.Equal("Ana", Assert.Single(Trainings).ByName);
        Get<TrainingDesk>().Stop(ana);
    }

    [Fact]
    public async Task Schedule_ModelThatWasTrained_MayGoOnFromIt()
    {
        await StartAsync(("Training:RetrainEvery", "1.00:00:00"), ("Training:RetrainFromServing", "true"));
        var ana = new Person("ana", "Ana", Role.Admin);
        Assert.True((await Get<TrainingDesk>().BeginAsync(new TrainingOrder("ials") { Options = new() { ["dimensions"] = 8 } }, ana)).IsDone);
        var first = await Get<TrainingDesk>().WhenEnded!;
        Assert.True((await Get<ModelPromotions>().PromoteAsync(first.ModelName!, ana, "for the test")).IsDone);

        clock.Now += TimeSpan.FromHours(25);
        await Schedule.LookAsync(default);

        var entry = Trainings[0];
        Assert.True(entry.State == TrainingState.Done, entry.Account.Problem);
        Assert.Equal((first.ModelName, 2L), (entry.Account.Parent, entry.Number));
        Assert.Contains("\"dimensions\":8", entry.Account.Options!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_TrafficStaysThenFalls_TrainsNothingThenOnceUntilItHasRested()
    {
        await StartAsync(("Training:RetrainOnDrift", "true"), ("Training:DriftBlock", "01:00:00"), ("Training:DriftTraffic", "1000"), ("Training:DriftCoolDown", "1.00:00:00"));
        var watch = Get<DriftWatch>();
        await watch.LookAsync(default);
        for (var hour = 0; hour < 60; hour++) await LiveAsync(rate: 0.2);
        Assert.Empty(Trainings);
        Assert.True(watch.Latest!.Ctr is { IsWatching: true, Looks: > 40, HasFallen: false });

        for (var hour = 0; hour < 20; hour++) await LiveAsync(rate: 0.05);

        await Eventually.HoldsAsync(() => Trainings is [{ State: TrainingState.Done }], "the one training ends");
        var entry = Assert.Single(Trainings);
        Assert.Equal("RecConsole", entry.ByName);
        Assert.Matches(@"^drift: CTR .*where (1[789]|2[012])\.[0-9]+ % was the reference; evidence [0-9,]+ to 1$", entry.Order.Cause);
        Assert.Equal(entry.Number, Get<ModelRenewal>().Latest!.Number);
    }

    [Fact]
    public async Task Drift_SwitchedOff_IsWatchedAndTrainsNothing()
    {
        await StartAsync(("Training:DriftBlock", "01:00:00"), ("Training:DriftTraffic", "1000"));
        await Get<DriftWatch>().LookAsync(default);
        for (var hour = 0; hour < 30; hour++) await LiveAsync(rate: hour < 15 ? 0.2 : 0.05);

        Assert.NotNull(Get<DriftWatch>().Latest!.Cause);
        Assert.Empty(Trainings);
    }

    /// <summary>An hour of 20 slates with ten items each, and a look after it.</summary>
    async Task LiveAsync(double rate)
    {
        var metrics = Get<LiveMetrics>();
        for (var n = 0; n < 20; n++)
        {
            var slate = new SlateRecord(new SlateId($"slate-{++slates}"), clock.Now, "home", "house", "r1", "m")
            {
                SessionId = new SessionId($"s{slates}"),
                Slots = [.. Enumerable.Range(1, 10).Select(position => new SlateSlot(Events[position].ItemId!.Value, position, 0, 1))],
            };
            metrics.RecordSlate(slate);
            for (var position = 1; position <= 10; position++)
                if (rng.NextBool(rate))
                    metrics.RecordEvent(new ShopEvent(new Engine.Events.EventId($"{slate.Id}-{position}"), EventKind.Click, new UserId("u"), slate.SessionId!.Value, clock.Now) { ItemId = Events[position].ItemId },
                        new Attribution(slate, position));
        }
        clock.Now += TimeSpan.FromHours(1);
        metrics.Capture();
        await Get<DriftWatch>().LookAsync(default);
    }
}
