using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class DemoExperimentTests
{
    [Fact]
    public async Task DemoShop_Experiment_RunsUntilRealDataComes()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        var desk = console.Services.GetRequiredService<ExperimentDesk>();
        await Eventually.HoldsAsync(() => desk.Find(DemoExperiment.Key)?.IsRunning == true, "the demo's experiment runs");

        var running = desk.Find(DemoExperiment.Key)!;
        Assert.Empty(desk.Problems(running));
        Assert.Equal([DemoStrategy.Exploring.Hash, DemoExperiment.NewerFirst.Hash], running.Variants.Select(variant => variant.Revision));
        var recommender = console.Services.GetRequiredService<Recommender>();
        var slates = new List<Slate>();
        for (var i = 0; i < 40; i++) slates.Add(await recommender.RecommendAsync(new SlateRequest("home", 6) { UserId = new UserId($"u{i}") }));
        Assert.All(slates, slate => Assert.Equal(running.FindVariant(slate.Variant!)!.Revision, slate.Revision));
        Assert.Equal(2, slates.Select(slate => slate.Variant).Distinct().Count());
        Assert.Null((await recommender.RecommendAsync(new SlateRequest("cart", 6) { UserId = new UserId("u1") })).Experiment);

        await console.Services.GetRequiredService<ShopReplacement>().ReplaceAsync(new ImportedShop("catalog-csv", [new Item(new ItemId("real"), "Real")], [], new ImportAccount()) { Scope = ImportScope.Catalog });
        await Eventually.HoldsAsync(() => desk.Find(DemoExperiment.Key)!.Status == ExperimentStatus.Stopped, "its units are gone");
        Assert.Equal(StopDecision.Inconclusive, desk.Find(DemoExperiment.Key)!.End!.Decision);
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<StrategyStore>().Find(null)!.Hash == StrategyStore.FirstDefault.Hash, "the shop's own strategy is back");
        Assert.Null((await recommender.RecommendAsync(new SlateRequest("home", 6) { UserId = new UserId("u1") })).Experiment);
    }
}
