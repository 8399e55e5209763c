using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Api;

/// <summary>A shop with a history of 40 shoppers, of whom one asks for a slate.</summary>
public sealed class ShortLogTests : IAsyncLifetime
{
    const int Shoppers = 40;

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        var items = Enumerable.Range(0, 60).Select(i => new { id = $"i{i}", title = $"Item {i}", category = $"c{i % 3}", price = 10 + i }).ToArray();
        using (var stocked = await console.Client.PostAsJsonAsync("/api/v1/items", new { items })) stocked.EnsureSuccessStatusCode();
        var events = Enumerable.Range(0, Shoppers).SelectMany(u => Enumerable.Range(0, 5).Select(n => new { type = "view", userId = $"u{u}", sessionId = $"s{u}", itemId = $"i{(7 * u + n) % 60}" })).ToArray();
        using (var seen = await console.Client.PostAsJsonAsync("/api/v1/events", new { events })) Assert.Equal(HttpStatusCode.Accepted, seen.StatusCode);
        var ranker = console.Services.GetRequiredService<Ranker>();
        await Eventually.HoldsAsync(() => ranker.Current.Catalog.Count == items.Length, "the catalogue ranks");
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    async Task AskOnceAsync()
    {
        using (var slate = await console.Client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home", userId = "u3", sessionId = "s3" })) slate.EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<SlateTable>().ReadSamples(10).Any(), "the slate is logged");
    }

    async Task<JsonElement> WhatIfAsync(int? requests = null)
    {
        using var response = await console.Client.PostAsJsonAsync("/api/v1/what-if", new { strategy = "default", weights = new { price = 1 }, requests });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task WhatIf_NoSlates_IsOfTheShoppers()
    {
        var answer = await WhatIfAsync();
        Assert.Equal((Shoppers, 0), (answer.GetProperty("requests").GetInt32(), answer.GetProperty("loggedRequests").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("verdict").ValueKind);
        Assert.EndsWith("Movement and exposure are of the 40 latest shoppers, as if each asked for a slate now.", answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_OneLoggedRequest_KeepsTheOtherShoppers()
    {
        await AskOnceAsync();

        var answer = await WhatIfAsync();

        Assert.Equal((Shoppers, 1), (answer.GetProperty("requests").GetInt32(), answer.GetProperty("loggedRequests").GetInt32()));
        Assert.True(answer.GetProperty("movement").GetProperty("changedTop10").GetDouble() > 0.5);
        Assert.Equal("notSupported", answer.GetProperty("verdict").GetString());
        Assert.EndsWith("Movement and exposure are of 1 logged request and the 39 latest other shoppers, as if each asked for a slate now.", answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_FewerWantedThanShoppers_TakesTheLogFirst()
    {
        await AskOnceAsync();
        var answer = await WhatIfAsync(requests: 5);
        Assert.Equal((5, 1), (answer.GetProperty("requests").GetInt32(), answer.GetProperty("loggedRequests").GetInt32()));
    }

    [Fact]
    public async Task OtherWeights_OneSlateWithoutClicks_SaysWhyAndDrawsNothing()
    {
        await AskOnceAsync();
        await using var context = new BunitContext();
        context.Services.AddSingleton(console.Services.GetRequiredService<ImpactDesk>());
        context.Services.AddSingleton(console.Services.GetRequiredService<SignalCatalog>());
        var pareto = context.Render<ImpactPareto>(p => p.Add(part => part.Draft, StrategyStore.FirstDefault.WithWeight("price", 1)));

        await pareto.Find("[data-testid=pareto-run]").ClickAsync(new());

        pareto.WaitForAssertion(() => Assert.StartsWith("The log holds 0 clicks on 1 slate. The click model", pareto.Find("[data-testid=pareto-none]").TextContent, StringComparison.Ordinal));
        Assert.Empty(pareto.FindAll("[data-chart], [data-testid=pareto-load]"));
    }

    [Fact]
    public async Task PriceOfARule_ThatMatchesNothing_IsShownAsNothing()
    {
        await AskOnceAsync();
        await using var context = new BunitContext();
        context.Services.AddSingleton(console.Services.GetRequiredService<ImpactDesk>());
        context.Services.AddSingleton(TimeProvider.System);
        var draft = StrategyStore.FirstDefault.WithWeight("price", 1).WithRule(new StrategyRule("idle", RuleKind.Boost) { Items = new ItemCondition { Brands = ["nobody's"] }, Strength = 1 });
        var prices = context.Render<ImpactRulePrices>(p => p.Add(part => part.Draft, draft));

        await prices.Find("[data-testid=price-rules]").ClickAsync(new());

        prices.WaitForAssertion(() => Assert.Equal("Changes nothing", prices.Find("[data-testid=price-verdict]").TextContent.Trim()));
        Assert.DoesNotContain("%", prices.Find("[data-reward=ctr]").TextContent.Replace("0.0%", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
