using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class TargetsApiTests : IAsyncLifetime
{
    const string NewShoppers = """{"key": "new", "name": "New shoppers", "shoppers": {"visits": "new"}}""";
    const string Shoes = """{"key": "shoes", "name": "Shoe weeks", "items": {"categories": ["Shoes"]}, "when": {"timeZone": "Europe/Berlin", "until": "2099-01-01T00:00:00Z"}}""";

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<CatalogWriter>().ChangeAsync(_ =>
        [
            new Item(new ItemId("boot"), "Boot") { Category = "Shoes", Price = 50 },
            new Item(new ItemId("clog"), "Clog") { Category = "Shoes", Price = 20, Stock = 0 },
            new Item(new ItemId("mint"), "Mint") { Category = "Tea", Price = 12 },
        ]);
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string route, string? body = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await (client ?? console.Client).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    static string Title(JsonElement problem) => problem.GetProperty("title").GetString()!;

    [Fact]
    public async Task Segment_AddChangeRemove_GoesByVersions()
    {
        var (status, body) = await SendAsync(HttpMethod.Put, "/api/v1/segments/new?reason=spring", NewShoppers);
        Assert.Equal((HttpStatusCode.Created, 1, "Owner", 1), (status, body.GetProperty("version").GetInt32(), body.GetProperty("changedBy").GetString(), body.GetProperty("content").GetProperty("order").GetInt32()));
        (status, body) = await SendAsync(HttpMethod.Put, "/api/v1/segments/new?version=1", NewShoppers.Replace("New shoppers", "First timers", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, 2), (status, body.GetProperty("version").GetInt32()));
        (status, body) = await SendAsync(HttpMethod.Put, "/api/v1/segments/new?version=1", NewShoppers);
        Assert.Equal((HttpStatusCode.Conflict, "First timers"), (status, body.GetProperty("theirs").GetProperty("content").GetProperty("name").GetString()));
        Assert.Contains("changed the segment 'new'", Title(body), StringComparison.Ordinal);

        (_, body) = await SendAsync(HttpMethod.Get, "/api/v1/segments");
        Assert.Equal("new", Assert.Single(body.EnumerateArray()).GetProperty("key").GetString());
        (status, body) = await SendAsync(HttpMethod.Get, "/api/v1/segments/other");
        Assert.Equal((HttpStatusCode.NotFound, "There is no segment 'other'; there are new."), (status, Title(body)));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/api/v1/segments/new?version=2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/v1/segments/new")).Status);
    }

    [Fact]
    public async Task Campaign_Added_CountsItsItemsAndSaysWhetherItRuns()
    {
        var (status, body) = await SendAsync(HttpMethod.Put, "/api/v1/campaigns/shoes", Shoes);
        Assert.Equal(HttpStatusCode.Created, status);
        (_, body) = await SendAsync(HttpMethod.Get, "/api/v1/campaigns/shoes");
        Assert.Equal(("runs", 2, 1), (body.GetProperty("state").GetString(), body.GetProperty("items").GetInt32(), body.GetProperty("shown").GetInt32()));

        // the content of an answer is what a PUT takes
        (status, body) = await SendAsync(HttpMethod.Put, "/api/v1/campaigns/shoes?version=1", body.GetProperty("content").GetRawText().Replace("2099", "2020", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, "ended"), (status, body.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("segments/new", """{"key": "old", "name": "x"}""", "it must name 'new'")]
    [InlineData("segments/new", """{"key": "new"}""", "has key and name")]
    [InlineData("segments/new", """{"key": "new", "name": "x", "colour": 1}""", "'colour' does not belong here")]
    [InlineData("segments/new", """{"key": "new", "name": "x", "shoppers": {"purchases": "many"}}""", "$.shoppers.purchases")]
    [InlineData("segments/new", """{"key": "new", "name": "x", "shoppers": null}""", "not of the kind")]
    [InlineData("segments/new", """{"key": "new", "name": "x", "shoppers": {"devices": [null]}}""", "is empty")]
    [InlineData("segments/new", "{", "is not JSON")]
    [InlineData("campaigns/all", """{"key": "all", "name": "x"}""", "names its items")]
    [InlineData("campaigns/x", """{"key": "x", "name": "x", "items": {"ids": ["a"]}, "when": {"timeZone": "Mars"}}""", "Europe/Berlin")]
    public async Task Put_WhatDoesNotDo_SaysWhatWouldBeRight(string route, string body, string part)
    {
        var (status, problem) = await SendAsync(HttpMethod.Put, $"/api/v1/{route}", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(part, Title(problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_BothResources_AreDescribed()
    {
        var (_, document) = await SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var paths = document.GetProperty("paths");
        foreach (var path in (string[])["/api/v1/segments", "/api/v1/segments/{key}", "/api/v1/campaigns", "/api/v1/campaigns/{key}"])
            Assert.True(paths.TryGetProperty(path, out var found) && found.TryGetProperty("get", out _), path);
        Assert.Equal(["delete", "get", "put"], paths.GetProperty("/api/v1/campaigns/{key}").EnumerateObject().Select(verb => verb.Name).Order());
    }

    [Fact]
    public async Task Routes_WithoutSignIn_AreClosed()
    {
        await using var guarded = await RunningConsole.StartAsync(signIn: true);
        foreach (var (method, body) in ((HttpMethod, string?)[])[(HttpMethod.Get, null), (HttpMethod.Put, NewShoppers), (HttpMethod.Delete, null)])
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(method, "/api/v1/segments/new", body, guarded.Client)).Status);
    }

    [Fact]
    public async Task Recommend_ShopperFitsASegment_IsLoggedWithItUnlessTheCallerNamesOne()
    {
        await SendAsync(HttpMethod.Put, "/api/v1/segments/new", NewShoppers);
        async Task<string?> SegmentAsync(object request)
        {
            using var answer = await console.Client.PostAsJsonAsync("/api/v1/recommendations", request);
            var slate = new SlateId((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("slateId").GetString()!);
            var slates = console.Services.GetRequiredService<SlateTable>();
            await Eventually.HoldsAsync(() => slates.Find(slate) is not null, "the slate is in the log");
            return slates.Find(slate)!.Context.Segment;
        }
        Assert.Equal("new", await SegmentAsync(new { placement = "home", userId = "ann" }));
        Assert.Equal("vip", await SegmentAsync(new { placement = "home", userId = "ann", context = new { segment = "vip" } }));

        // the log is looked at anew every two seconds
        await Eventually.HoldsAsync(async () => (await SendAsync(HttpMethod.Get, "/api/v1/segments/new")).Body.GetProperty("share") is { ValueKind: JsonValueKind.Number } share && share.GetDouble() == 0.5,
            "half of the logged requests are in the segment");
    }
}
