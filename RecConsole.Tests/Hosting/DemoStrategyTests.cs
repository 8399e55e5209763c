using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class DemoStrategyTests
{
    [Fact]
    public async Task DemoShop_UntouchedStrategy_ExploresAndStopsWithRealData()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        var store = console.Services.GetRequiredService<StrategyStore>();
        await Eventually.HoldsAsync(() => store.Find(null)!.Exploration.IsOn, "the demo explores");
        Assert.Equal(DemoStrategy.Exploring.Hash, store.Find(null)!.Hash);

        await console.Services.GetRequiredService<ShopReplacement>().ReplaceAsync(new ImportedShop("catalog-csv", [new Item(new ItemId("real"), "Real")], [], new ImportAccount()) { Scope = ImportScope.Catalog });
        await Eventually.HoldsAsync(() => !store.Find(null)!.Exploration.IsOn, "a real shop does not explore by itself");
        Assert.Equal(StrategyStore.FirstDefault.Hash, store.Find(null)!.Hash);
    }

    [Fact]
    public async Task DemoShop_StrategyWasChanged_StaysAsItIs()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        var store = console.Services.GetRequiredService<StrategyStore>();
        await Eventually.HoldsAsync(() => store.Find(null)!.Exploration.IsOn, "the demo explores");
        var own = await console.Services.GetRequiredService<StrategyPublisher>().PublishAsync(DemoStrategy.Exploring.WithWeight("margin", 0.2f));
        await console.Services.GetRequiredService<ShopReplacement>().ReplaceAsync(new ImportedShop("catalog-csv", [new Item(new ItemId("real"), "Real")], [], new ImportAccount()) { Scope = ImportScope.Catalog });
        await Task.Delay(200);
        Assert.Same(own, store.Find(null));
    }

    [Fact]
    public async Task Recommend_SameVisitAndPlacement_DrawsTheSameOrder()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        var store = console.Services.GetRequiredService<StrategyStore>();
        await Eventually.HoldsAsync(() => store.Find(null)!.Exploration.IsOn, "the demo explores");
        // the first model takes its place among the ranked sets: what is asked before and after is another shop
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<ShopStatus>().Current.IsReady && console.Services.GetRequiredService<Ranker>().Current.Model is not null, "the first model ranks");
        var recommender = console.Services.GetRequiredService<Recommender>();
        async Task<string[]> Ask(string visit, string placement) =>
            [.. (await recommender.RecommendAsync(new SlateRequest(placement, 10) { SessionId = new SessionId(visit) })).Items.Select(item => item.ItemId.Value)];
        var one = await Ask("a", "home");
        Assert.Equal(one, await Ask("a", "home"));
        Assert.NotEqual(one, await Ask("a", "cart"));
        Assert.NotEqual(one, await Ask("b", "home"));
    }
}
