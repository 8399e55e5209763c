using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class StrategyPublisherTests() : RestartedConsole(isClockSet: false)
{
    StrategyRevision Live(string? key = null) => Get<StrategyStore>().Find(key)!;

    static StrategyRevision Draft => StrategyStore.FirstDefault.WithWeight("margin", 0.5f).WithRule(
        new StrategyRule("hide", RuleKind.Hide) { Title = "No lamps", Items = new() { Categories = ["lamps"] } });

    [Fact]
    public async Task Publish_Draft_RanksAtOnceAndAfterARestart()
    {
        var published = await Get<StrategyPublisher>().PublishAsync(Draft);
        Assert.Equal(2, published.Number);
        Assert.Same(published, Live());

        await RestartAsync(); // no wait for the shop: the strategy is there before the first request
        Assert.Equal(StrategyJson.Write(published), StrategyJson.Write(Live()));
        Assert.Equal(Draft.Hash, Live().Hash);
    }

    [Fact]
    public async Task Publish_EarlierRevision_GoesBack()
    {
        await Get<StrategyPublisher>().PublishAsync(Draft);
        var back = await Get<StrategyPublisher>().PublishAsync(StrategyStore.DefaultKey, 1);
        Assert.Equal(StrategyStore.FirstDefault, back);
        Assert.Equal(back, Live());
        await RestartAsync();
        Assert.Equal(StrategyStore.FirstDefault, Live());
        Assert.Equal([2, 1], Get<StrategyTable>().ReadHistory(StrategyStore.DefaultKey).Select(kept => kept.Revision.Number));
    }

    [Fact]
    public async Task Keep_Draft_DoesNotRank()
    {
        var kept = await Get<StrategyPublisher>().KeepAsync(new StrategyRevision("summer", 9, Draft.Weights));
        Assert.Equal(("summer", 1), (kept.Key, kept.Number));
        Assert.Null(Get<StrategyStore>().Find("summer"));
        await Get<StrategyPublisher>().PublishAsync("summer", 1);
        Assert.Equal(kept, Live("summer"));
    }

    [Fact]
    public async Task Publish_WhatTheShopDoesNotHave_IsRefusedAndNothingChanges()
    {
        var publisher = Get<StrategyPublisher>();
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => publisher.PublishAsync(Draft.WithWeight("popularty", 1)));
        Assert.Contains("popularity", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => publisher.PublishAsync("default", 7));
        Assert.Same(StrategyStore.FirstDefault, Live());
        Assert.Empty(Get<StrategyTable>().ReadHistory(StrategyStore.DefaultKey));
    }

    [Fact]
    public async Task Publish_ManyAtOnce_EachHasItsNumberAndTheLastCommittedIsLive()
    {
        var published = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => Get<StrategyPublisher>().PublishAsync(Draft.WithWeight("margin", n / 10f)))));
        Assert.Equal(Enumerable.Range(2, 20), published.Select(revision => revision.Number).Order());
        Assert.Equal(21, Live().Number);
        Assert.Equal(Get<StrategyTable>().ReadLive(), [Live()]);
    }

    [Fact]
    public async Task Replace_WholeShop_LeavesStrategiesAlone()
    {
        await Get<ShopLoader>().Loaded;
        var published = await Get<StrategyPublisher>().PublishAsync(Draft);
        await Get<ShopReplacement>().ReplaceAsync(new ImportedShop("test", [new Item(new ItemId("a"), "A")], [], new ImportAccount()) { Scope = ImportScope.Shop });
        Assert.Equal(published, Live());
        await RestartAsync();
        Assert.Equal(published, Live());
    }
}
