using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Ranking;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>New items in a shop that serves.</summary>
public sealed class ContentTowersTests : IAsyncLifetime
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Clusters(4, 16, 300, seed: 6);

    readonly TemporaryFolder folder = new();
    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync(dataFolder: folder.Path);

    public async Task DisposeAsync()
    {
        await console.DisposeAsync();
        folder.Dispose();
    }

    EmbeddingOrigin? OriginOf(string item)
    {
        var matrix = console.Services.GetRequiredService<Ranker>().Current;
        var index = matrix.Catalog.IndexOf(new ItemId(item));
        return index < 0 ? null : matrix.OriginOf(index);
    }

    async Task<double> RelevanceAsync(string item, string shopper)
    {
        using var answer = await console.Client.PostAsJsonAsync("/api/v1/recommendations", new { userId = shopper, placement = "home", count = 80, explain = true });
        var slots = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray();
        return slots.Single(slot => slot.GetProperty("itemId").GetString() == item).GetProperty("contributions").GetProperty("relevance").GetDouble();
    }

    static string ShopperOf(string cluster) => Events.GroupBy(e => e.UserId).First(own => own.All(e => e.ItemId!.Value.Value.StartsWith(cluster, StringComparison.Ordinal))).Key.Value;

    [Fact]
    public async Task NewItem_WithAttributesOfAGroup_IsRelevantToItsShoppersAndWithoutAnyLiesAtTheMean()
    {
        await StockedShop.StockAsync(console.Services, Events);
        using (var posted = await console.Client.PostAsJsonAsync("/api/v1/items", new
        {
            items = new object[] { new { id = "lamp", title = "Unheard", category = "c2", stock = 5 }, new { id = "riddle", title = "Zzyzx", stock = 5 } },
        })) Assert.True(posted.IsSuccessStatusCode, await posted.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(() => OriginOf("lamp") == EmbeddingOrigin.Attributes, "the tower is fitted and places the new item");

        Assert.Equal((EmbeddingOrigin.Mean, EmbeddingOrigin.Events), (OriginOf("riddle"), OriginOf("c2-i01")));
        Assert.True(await RelevanceAsync("lamp", ShopperOf("c2")) > 0.3);
        Assert.True(await RelevanceAsync("lamp", ShopperOf("c1")) < 0);
        Assert.Equal(0, await RelevanceAsync("riddle", ShopperOf("c2")), 1e-4);
        Assert.Contains("from its attributes", await console.Client.GetStringAsync("/catalog/lamp"), StringComparison.Ordinal);
        var model = console.Services.GetRequiredService<ModelRegistry>().FindPublished()!;
        Assert.True(File.Exists(Path.Combine(folder.Path, model.Row.Path, "content.onnx")));
        var explained = console.Services.GetRequiredService<ContentTowers>().Current!.Explained;

        await console.DisposeAsync();
        console = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await Eventually.HoldsAsync(() => OriginOf("lamp") == EmbeddingOrigin.Attributes, "the kept tower is taken up again");
        Assert.Equal(explained, console.Services.GetRequiredService<ContentTowers>().Current!.Explained);
    }
}
