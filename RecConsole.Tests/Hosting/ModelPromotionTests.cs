using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>A shop's models from training to serving, in the running server.</summary>
public sealed class ModelPromotionTests : IAsyncLifetime
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Clusters(4, 10, 200, seed: 6);
    static readonly Person Analyst = new("ana", "Ana", Role.Analyst);
    static readonly Person Admin = new("ada", "Ada", Role.Admin);
    static readonly JsonObject SmallNetwork = new() { ["learningRate"] = 0.01, ["negatives"] = 8, ["dimensions"] = 16, ["batchSize"] = 32, ["length"] = 8 };

    readonly TemporaryFolder folder = new();
    RunningConsole? console;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (console is not null) await console.DisposeAsync();
        folder.Dispose();
    }

    T Get<T>() where T : notnull => console!.Services.GetRequiredService<T>();

    async Task StartAsync(Action<WebApplicationBuilder>? configure = null)
    {
        if (console is not null) await console.DisposeAsync();
        console = await RunningConsole.StartAsync(dataFolder: folder.Path, configure: configure);
    }

    async Task StockAsync(Action<WebApplicationBuilder>? configure = null)
    {
        await StartAsync(configure);
        await StockedShop.StockAsync(console!.Services, Events);
    }

    async Task<TrainingEntry> TrainAsync(TrainingOrder order)
    {
        var answer = await Get<TrainingDesk>().BeginAsync(order, Analyst);
        Assert.True(answer.IsDone, answer.Sentence);
        return await Get<TrainingDesk>().WhenEnded!;
    }

    async Task<string> TrainedAsync(string key)
    {
        var entry = await TrainAsync(new TrainingOrder(key));
        Assert.True(entry.State == TrainingState.Done, entry.Account.Problem);
        return entry.ModelName!;
    }

    IReadOnlyList<string> Actions() => [.. Get<AuditTable>().Read(new AuditFilter(), 100).Where(entry => entry.Subject.StartsWith("model:", StringComparison.Ordinal)).Select(entry => $"{entry.Action} {entry.ActorName}")];

    [Fact]
    public async Task Train_ShopsLog_IsACandidateWithFiguresThatMayBePromoted()
    {
        await StockAsync();

        var entry = await TrainAsync(new TrainingOrder("iknn") { Seed = 3 });

        Assert.Equal((TrainingState.Done, Events.Count), (entry.State, entry.Account.Data!.Interactions));
        var figures = entry.Account.Figures!;
        Assert.True(figures.Cases >= HeldOutPart.LeastCases);
        Assert.True(figures.Intervals["ndcg@10"].Lower < figures.Metrics["ndcg@10"] && figures.Metrics["ndcg@10"] < figures.Intervals["ndcg@10"].Upper);
        var model = Get<ModelRegistry>().Find(entry.ModelName!)!;
        Assert.Equal((ModelState.Candidate, true, (string?)null), (model.State, model.IsKept, model.Unfit));
        Assert.Equal(["model.trained Ana", "model.training-started Ana"], Actions());
        var again = Get<TrainingTable>().Find(entry.Number)!;
        Assert.Equal((entry.Hash, entry.Account.Data, 3ul), (again.Hash, again.Account.Data, again.Order.Seed));
        Assert.Equal(figures.Metrics, again.Account.Figures!.Metrics);
        Assert.Equal(PpmiModel.Key, Get<ModelStore>().Current!.Artifact.Key);
    }

    [Fact]
    public async Task Promote_WhileShoppersAsk_NoRequestFailsAndEachSlateNamesOneOfTheTwo()
    {
        await StockAsync();
        var before = Get<ModelStore>().Current!.Artifact.Name;
        var name = await TrainedAsync("iknn");
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, int>();
        var shoppers = Enumerable.Range(0, 3).Select(n => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var slate = await Get<Recommender>().RecommendAsync(new SlateRequest("home", 5) { UserId = Events[n * 30].UserId });
                Assert.Equal(5, slate.Items.Count);
                seen.AddOrUpdate(slate.Model, 1, (_, count) => count + 1);
            }
        })).ToArray();
        await Eventually.HoldsAsync(() => seen.ContainsKey(before), "shoppers are served before");

        var answer = await Get<ModelPromotions>().PromoteAsync(name, Analyst);

        Assert.True(answer.IsDone, answer.Sentence);
        Assert.Equal(["quality", "smoke", "latency"], answer.Report!.Checks.Select(check => check.Name));
        await Eventually.HoldsAsync(() => seen.ContainsKey(name) || shoppers.Any(shopper => shopper.IsCompleted), "somebody is served by the new one");
        await stop.CancelAsync();
        await Task.WhenAll(shoppers);
        Assert.Equal(new[] { before, name }.Order(), seen.Keys.Order());
        Assert.Equal("model.promoted Ana", Actions()[0]);
        Assert.Equal(ModelState.Published, Get<ModelRegistry>().Find(name)!.State);

        await StartAsync();
        await Eventually.HoldsAsync(() => Get<Ranker>().Current.Model?.Name == name, "it serves after a restart");
    }

    [Fact]
    public async Task Promote_WorseModel_IsRefusedWithItsFigureAndAnAdminMayDecideOtherwise()
    {
        await StockAsync();
        var before = Get<ModelStore>().Current!.Artifact.Hash;
        var name = await TrainedAsync("popularity");
        var promotions = Get<ModelPromotions>();

        var refused = await promotions.PromoteAsync(name, Admin);

        Assert.Equal(DeskRefusal.NotNow, refused.Refusal);
        Assert.Contains("Worse:", refused.Sentence, StringComparison.Ordinal);
        var quality = refused.Report!.Checks.Single(check => check.Name == "quality");
        Assert.True(quality is { Passed: false, Figure: < 0 });
        Assert.Equal(quality, Get<ModelRegistry>().Find(name)!.Check!.Checks[0]);
        Assert.Equal(before, Get<ModelStore>().Current!.Artifact.Hash);
        Assert.Equal(DeskRefusal.NotAllowed, (await promotions.PromoteAsync(name, Analyst, "a test")).Refusal);

        Assert.True((await promotions.PromoteAsync(name, Admin, "to see what it does")).IsDone);
        Assert.Equal(name, Get<ModelStore>().Current!.Artifact.Name);
        var entry = Get<AuditTable>().Read(new AuditFilter(), 1)[0];
        Assert.Equal((AuditAction.ModelOverridden, "to see what it does"), (entry.Action, entry.Reason));

        var back = await promotions.RollBackAsync(Analyst, "sales fell");
        Assert.True(back.IsDone, back.Sentence);
        Assert.Equal((before, PromotionKind.RolledBack), (Get<ModelStore>().Current!.Artifact.Hash, back.Promotion!.Kind));
        Assert.Equal("model.rolled-back Ana", Actions()[0]);
        Assert.Equal(ModelState.Retired, Get<ModelRegistry>().Find(name)!.State);
    }

    [Fact]
    public async Task Promote_EncoderSlowerThanTheBudget_IsRefusedAndSaysTheBudget()
    {
        await StockAsync(builder => builder.Configuration["Training:EncoderBudget"] = "00:00:00.0000001");
        var name = await TrainedAsync("ials");

        var answer = await Get<ModelPromotions>().PromoteAsync(name, Admin);

        var latency = answer.Report!.Checks.Single(check => check.Name == "latency");
        Assert.True(latency is { Passed: false, Unit: "ms", Limit: 0.0001 } && latency.Figure > latency.Limit);
        Assert.Contains("Training:EncoderBudget", answer.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Far more than what a fit of RecConsole's own waits for, and not of the same mix: copies of all would give the same model.</summary>
    async Task GrowAsync(string round)
    {
        await Get<EventQueue>().TryEnqueue([.. Events.Take(Events.Count * 2 / 3).Select(e => e with { Id = new EventId($"{round}-{e.Id.Value}"), UserId = new UserId(round + e.UserId.Value), SessionId = new SessionId(round + e.SessionId.Value) })])!;
        await Get<ModelFitter>().LookAsync(default);
    }

    [Fact]
    public async Task LogGrows_ModelThatWasChosen_StaysOverRestartsUntilTheLogIsReplaced()
    {
        await StockAsync();
        var fitted = Get<ModelRegistry>().FindPublished()!;
        Assert.False(fitted.Row.IsPromoted);
        var chosen = await TrainedAsync("sr");
        Assert.True((await Get<ModelPromotions>().PromoteAsync(chosen, Admin, "for the test")).IsDone);
        await GrowAsync("one");
        Assert.Equal((chosen, true), (Get<ModelStore>().Current!.Artifact.Name, Get<ModelRegistry>().FindPublished()!.Row.IsPromoted));

        Assert.True((await Get<ModelPromotions>().RollBackAsync(Analyst)).IsDone);
        await GrowAsync("two");
        Assert.Equal((fitted.Name, true), (Get<ModelStore>().Current!.Artifact.Name, Get<ModelRegistry>().FindPublished()!.Row.IsPromoted));
        await StartAsync();
        await Get<ShopLoader>().Loaded;
        await GrowAsync("three");
        Assert.Equal(fitted.Name, Get<ModelStore>().Current!.Artifact.Name);

        await console!.DisposeAsync();
        console = null;
        var past = new ImportedShop("test", [], [.. Events.Select(e => e with { Id = new EventId($"past-{e.Id.Value}"), Origin = EventOrigin.Imported })], new ImportAccount()) { Scope = ImportScope.Events };
        await ShopReplacement.ReplaceOfflineAsync(folder.Path, past, TimeProvider.System);
        await StartAsync();
        await Eventually.HoldsAsync(() => Get<ModelRegistry>().FindPublished() is { Row.IsPromoted: false }, "one is fitted to the other log");
    }

    [Fact]
    public async Task RollBack_NothingServedBefore_SaysSo()
    {
        await StockAsync();

        var answer = await Get<ModelPromotions>().RollBackAsync(Admin);

        Assert.Equal(DeskRefusal.NotNow, answer.Refusal);
        Assert.Contains("nothing to go back to", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_StoppedAndResumedAfterARestart_GoesOnWhereItWas()
    {
        await StockAsync();
        var desk = Get<TrainingDesk>();
        desk.Changed += () =>
        {
            if (desk.Current is { IsRunning: true, IsStopping: false, Progress.Passes.Curve.Count: >= 2 }) desk.Stop(Analyst);
        };
        var stopped = await TrainAsync(new TrainingOrder("sasrec") { Options = (JsonObject)SmallNetwork.DeepClone(), Epochs = 6 });
        Assert.Equal((TrainingState.Stopped, 2), (stopped.State, stopped.Account.Curve.Count));

        await StartAsync();
        await Get<ShopLoader>().Loaded;
        Assert.True((await Get<TrainingDesk>().GoOnAsync(stopped.Number, Analyst)).IsDone);
        var done = await Get<TrainingDesk>().WhenEnded!;

        Assert.True(done.State == TrainingState.Done, done.Account.Problem);
        Assert.Equal(6, done.Account.Curve.Count);
        Assert.Equal(stopped.Account.Curve, done.Account.Curve.Take(2));
        Assert.Equal(DeskRefusal.NotNow, (await Get<TrainingDesk>().GoOnAsync(stopped.Number, Analyst)).Refusal);
        Assert.Equal(["model.trained Ana", "model.training-resumed Ana", "model.training-stopped Ana", "model.training-started Ana"], Actions());
    }

    [Fact]
    public async Task Train_StoppedOrCutOffBeforeItsFirstPass_SaysThatItBeginsAnew()
    {
        await StockAsync();
        var order = new TrainingOrder("sasrec") { Options = new JsonObject { ["batchSize"] = 1 }, Epochs = 50 };
        await Get<TrainingDesk>().BeginAsync(order, Analyst);
        Get<TrainingDesk>().Stop(Analyst);
        var stopped = await Get<TrainingDesk>().WhenEnded!;
        Assert.Equal((TrainingState.Stopped, "It was stopped. No whole pass is kept of it: it begins anew when it goes on."), (stopped.State, stopped.Account.Problem));

        // as a process that is killed leaves it
        using (var turn = await Get<Database>().EnterAsync(default)) turn.Commit(connection => TrainingTable.Update(connection, stopped with { State = TrainingState.Running }));
        await StartAsync();
        var left = Assert.Single(Get<TrainingDesk>().ReadAll());
        Assert.Equal((TrainingState.Stopped, "RecConsole ended meanwhile. No whole pass is kept of it: it begins anew when it goes on."), (left.State, left.Account.Problem));
    }

    [Fact]
    public async Task Train_StoppedBeforeThreeOthers_SaysThatItsPassesAreNoLongerKept()
    {
        await StockAsync();
        var desk = Get<TrainingDesk>();
        desk.Changed += () =>
        {
            if (desk.Current is { IsRunning: true, IsStopping: false, Progress.Passes.Curve.Count: >= 1 }) desk.Stop(Analyst);
        };
        for (var n = 0; n < ModelTrainer.KeptStopped + 2; n++) await TrainAsync(new TrainingOrder("sasrec") { Options = (JsonObject)SmallNetwork.DeepClone(), Epochs = 6 });

        var oldest = desk.ReadAll().Reverse().Take(2).Select(entry => entry.Account.Problem);
        Assert.Equal(["It was stopped, as were 3 others since. No whole pass is kept of it: it begins anew when it goes on.", "It was stopped. It can go on after its last whole pass."], oldest);
    }

    [Fact]
    public async Task Train_ServerEndsMeanwhile_StandsAsStoppedAtTheNextStart()
    {
        await StockAsync();
        await Get<TrainingDesk>().BeginAsync(new TrainingOrder("sasrec") { Options = (JsonObject)SmallNetwork.DeepClone(), Epochs = 5000 }, Analyst);

        await StartAsync();

        Assert.Equal(TrainingState.Stopped, Assert.Single(Get<TrainingDesk>().ReadAll()).State);
    }

    [Fact]
    public async Task Train_WhatCannotBe_IsRefusedWithTheReasonBeforeAnythingBegins()
    {
        await StockAsync();
        var desk = Get<TrainingDesk>();

        Assert.Equal(DeskRefusal.NotFound, (await desk.BeginAsync(new TrainingOrder("oracle"), Analyst)).Refusal);
        Assert.Equal(DeskRefusal.Invalid, (await desk.BeginAsync(new TrainingOrder("iknn") { Epochs = 3 }, Analyst)).Refusal);
        Assert.Equal(DeskRefusal.NotAllowed, (await desk.BeginAsync(new TrainingOrder("iknn"), new Person("v", "V", Role.Viewer))).Refusal);
        Assert.Equal("Nothing is being trained: there is nothing to stop.", desk.Stop(Analyst).Sentence);
        var unknown = await desk.BeginAsync(new TrainingOrder("ials") { Options = new JsonObject { ["wings"] = 2 } }, Analyst);
        Assert.Equal((DeskRefusal.Invalid, "Option wings is unknown or of another type; there are dimensions, iterations, unobservedWeight, regularization, regularizationExponent, solverSteps, initialDeviation, history."), (unknown.Refusal, unknown.Sentence));
        Assert.Equal("Dimensions is 0; it must lie between 1 and 1,024.", (await desk.BeginAsync(new TrainingOrder("ials") { Options = new JsonObject { ["dimensions"] = 0 } }, Analyst)).Sentence);
        Assert.Empty(desk.ReadAll());
    }
}
