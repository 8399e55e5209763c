using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>A running experiment from its first slate to its end, on the real host.</summary>
public sealed class ExperimentWatchTests
{
    const int Shoppers = 600;

    static readonly Experiment Definition = new("drill", "A ranking that scares shoppers away")
    {
        Variants = [new Variant("control", StrategyStore.FirstDefault.Key, 0.5), new Variant("bad", "bad", 0.5)],
        Metrics = [MetricPresets.Of(ShopMetric.Revenue, MetricRole.Goal), MetricPresets.Of(ShopMetric.Conversion, MetricRole.Guardrail)],
        Plan = AnalysisPlan.Default with { RampSteps = [1] },
    };

    [Fact]
    public async Task Watch_RankingThatHarmsAGuardrail_IsRolledBackWithItsEvidence()
    {
        await using var console = await RunningConsole.StartAsync();
        await StartAsync(console.Services);
        var desk = console.Services.GetRequiredService<ExperimentDesk>();

        // the injected defect: nobody who is shown the bad ranking orders
        await ShopAsync(console.Services, 0, Shoppers, (shopper, variant) => variant == "control" && shopper % 2 == 0);
        await Eventually.HoldsAsync(() => desk.Find("drill")!.Status == ExperimentStatus.Stopped, "the guardrail ends it");

        var end = desk.Find("drill")!.End!;
        Assert.Equal((StopDecision.RollBack, "RecConsole"), (end.Decision, end.By));
        Assert.Contains("bad harms the guardrail conversion", end.Reason);
        using var evidence = JsonDocument.Parse(end.Evidence!);
        Assert.Equal("inferior", evidence.RootElement.GetProperty("metrics")[1].GetProperty("looks")[0].GetProperty("guardrail").GetString());
        Assert.Null((await SlateAsync(console.Services, 1)).Experiment);
    }

    [Fact]
    public async Task Watch_ArmsThatAreAlike_GoOn_AndARestartKnowsEveryUnit()
    {
        using var folder = new TemporaryFolder();
        ExperimentResults before;
        await using (var first = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            await StartAsync(first.Services);
            await ShopAsync(first.Services, 0, Shoppers, (shopper, _) => shopper % 4 == 0);
            var watch = first.Services.GetRequiredService<ExperimentWatch>();
            await Eventually.HoldsAsync(() => watch.Latest("drill") is { } look && look.Units == Shoppers && look.Metrics[1].Arms.Sum(arm => arm.Value * arm.Units) > 0.99 * Shoppers / 4, "all of them are counted");
            before = watch.Latest("drill")!;
            Assert.Equal(ExperimentStatus.Running, first.Services.GetRequiredService<ExperimentDesk>().Find("drill")!.Status);
            Assert.All(before.Health, check => Assert.NotEqual(HealthState.Red, check.State));
            var answered = await first.Client.GetFromJsonAsync<JsonElement>("/api/v1/experiments/drill/results");
            Assert.Equal(("keepRunning", Shoppers), (answered.GetProperty("verdict").GetProperty("code").GetString(), answered.GetProperty("units").GetInt32()));
        }

        await using var second = await RunningConsole.StartAsync(dataFolder: folder.Path);
        var after = second.Services.GetRequiredService<ExperimentWatch>();
        await Eventually.HoldsAsync(() => after.Latest("drill") is not null, "it is looked at again");

        var again = after.Latest("drill")!;
        Assert.Equal(before.Arms, again.Arms);
        Assert.Equal(before.Metrics.Select(metric => (metric.Arms[0].Value, metric.Arms[1].Value)), again.Metrics.Select(metric => (metric.Arms[0].Value, metric.Arms[1].Value)));
        Assert.NotEmpty(after.History("drill"));
    }

    [Fact]
    public async Task Stop_ByAPerson_KeepsTheFiguresAsTheyWere()
    {
        await using var console = await RunningConsole.StartAsync();
        await StartAsync(console.Services);
        var (desk, watch) = (console.Services.GetRequiredService<ExperimentDesk>(), console.Services.GetRequiredService<ExperimentWatch>());
        await ShopAsync(console.Services, 0, 60, (shopper, _) => shopper % 2 == 0);
        await Eventually.HoldsAsync(() => Orders(watch.Latest("drill")) > 29.5, "30 orders are counted");

        var stopped = await desk.StopAsync("drill", desk.Find("drill")!.Version, StopDecision.KeepControl, "only a look", Person.System);
        await OrderAsync(console.Services, [1, 3, 5]);
        await Eventually.HoldsAsync(() => Orders(watch.Latest("drill")) > 32.5, "what comes later is counted");

        Assert.Equal(30, Orders(ExperimentEvidence.Read(stopped.Experiment!.End!.Evidence)), 1e-6);
        async Task<(bool AsOfStop, double Orders)> AnswerAsync(string query)
        {
            var answer = await console.Client.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/drill/results{query}");
            return (answer.GetProperty("asOfStop").GetBoolean(), Math.Round(answer.GetProperty("metrics")[1].GetProperty("variants").EnumerateArray().Sum(arm => arm.GetProperty("value").GetDouble() * arm.GetProperty("units").GetInt64())));
        }
        Assert.Equal((true, 30), await AnswerAsync(""));
        Assert.Equal((false, 33), await AnswerAsync("?later=true"));
    }

    [Fact]
    public async Task Import_OverARunningExperiment_LeavesNoOldPointAndNoOldRatio()
    {
        await using var console = await RunningConsole.StartAsync();
        await StartAsync(console.Services);
        var watch = console.Services.GetRequiredService<ExperimentWatch>();
        await ShopAsync(console.Services, 0, 60, (shopper, _) => shopper % 2 == 0);
        await Eventually.HoldsAsync(() => watch.History("drill").Count > 0 && watch.Latest("drill") is { Units: 60 }, "a point is kept");

        await console.Services.GetRequiredService<ShopReplacement>().ReplaceAsync(new ImportedShop("test", [.. Stock], [], new ImportAccount()) { Scope = ImportScope.Shop });
        await Eventually.HoldsAsync(() => watch.Latest("drill") is { Units: 0 }, "it counts anew");

        Assert.Empty(watch.History("drill"));
        Assert.Equal(1, watch.Latest("drill")!.LowestSampleRatio);
        Assert.Empty(watch.ReadHistory("drill", 1));
    }

    /// <summary>Over all arms; the second metric is conversion.</summary>
    static double Orders(ExperimentResults? results) => results?.Metrics[1].Arms.Sum(arm => (arm.Value ?? 0) * arm.Units) ?? 0;

    static IEnumerable<Item> Stock => Enumerable.Range(0, 20).Select(i => new Item(new ItemId($"item-{i}"), $"Item {i}") { Stock = 9, Price = 10, Category = $"shelf-{i % 3}" });

    static async Task OrderAsync(IServiceProvider services, IEnumerable<int> shoppers)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<EventQueue>().TryEnqueue([.. shoppers.Select(shopper =>
            new ShopEvent(new EventId($"late-order-{shopper}"), EventKind.Purchase, new UserId($"shopper-{shopper}"), new SessionId($"visit-{shopper}"), now) { ItemId = new ItemId("item-1"), Price = 10 })])!;
    }

    static async Task StartAsync(IServiceProvider services)
    {
        await services.GetRequiredService<ShopLoader>().Loaded;
        await services.GetRequiredService<CatalogWriter>().ChangeAsync(_ => [.. Stock]);
        await Eventually.HoldsAsync(async () => (await SlateAsync(services, -1)).Items.Count > 0, "there is something to show");
        await services.GetRequiredService<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("bad").WithWeight("popularity", -1));
        var desk = services.GetRequiredService<ExperimentDesk>();
        var draft = (await desk.CreateAsync(Definition, Person.System)).Experiment!;
        Assert.Null((await desk.StartAsync(draft.Key, draft.Version, Person.System)).Sentence);
    }

    static async Task ShopAsync(IServiceProvider services, int from, int until, Func<int, string, bool> orders)
    {
        var events = new List<ShopEvent>();
        var time = services.GetRequiredService<TimeProvider>();
        for (var shopper = from; shopper < until; shopper++)
        {
            var slate = await SlateAsync(services, shopper);
            if (!orders(shopper, slate.Variant!)) continue;
            events.Add(new ShopEvent(new EventId($"order-{shopper}"), EventKind.Purchase, new UserId($"shopper-{shopper}"), new SessionId($"visit-{shopper}"), time.GetUtcNow()) { ItemId = slate.Items[0].ItemId, Price = 10 });
        }
        await services.GetRequiredService<EventQueue>().TryEnqueue(events)!;
    }

    static async Task<Slate> SlateAsync(IServiceProvider services, int shopper) => await services.GetRequiredService<Recommender>().RecommendAsync(
        new SlateRequest("home", 4) { UserId = new UserId($"shopper-{shopper}"), SessionId = new SessionId($"visit-{shopper}") });
}
