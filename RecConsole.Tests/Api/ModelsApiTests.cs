using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class ModelsApiTests : IAsyncLifetime
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Clusters(4, 10, 200, seed: 6);

    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string route, object? body = null)
    {
        using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await console.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    static string Title(JsonElement problem) => problem.GetProperty("title").GetString()!;

    [Fact]
    public async Task Models_TrainPromoteRollBack_OverHttp()
    {
        await StockedShop.StockAsync(console.Services, Events);
        var (status, training) = await SendAsync(HttpMethod.Post, "/api/v1/models/train", new { model = "iknn", options = new { neighbours = 20 }, seed = 5 });
        Assert.Equal((HttpStatusCode.Accepted, "running", 5), (status, training.GetProperty("state").GetString(), training.GetProperty("seed").GetInt32()));
        await console.Services.GetRequiredService<TrainingDesk>().WhenEnded!;

        var (_, list) = await SendAsync(HttpMethod.Get, "/api/v1/models");
        var models = list.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["candidate iknn", "published ppmi"], models.Select(model => $"{model.GetProperty("state").GetString()} {model.GetProperty("key").GetString()}"));
        var name = models[0].GetProperty("name").GetString()!;
        var (_, one) = await SendAsync(HttpMethod.Get, $"/api/v1/models/{name}");
        var metric = one.GetProperty("training").GetProperty("metrics").GetProperty("ndcg@10");
        Assert.True(metric.GetProperty("ciLower").GetDouble() <= metric.GetProperty("value").GetDouble());
        Assert.Equal(20, one.GetProperty("training").GetProperty("allOptions").GetProperty("neighbours").GetInt32());

        var (promoted, promotion) = await SendAsync(HttpMethod.Post, $"/api/v1/models/{name}/promote");
        Assert.Equal(HttpStatusCode.OK, promoted);
        Assert.True(promotion.GetProperty("checks").GetProperty("passed").GetBoolean());
        var (again, problem) = await SendAsync(HttpMethod.Post, $"/api/v1/models/{name}/promote", new { @override = "once more" });
        Assert.Equal((HttpStatusCode.Conflict, "It serves already."), (again, Title(problem)));
        var (back, rollBack) = await SendAsync(HttpMethod.Post, "/api/v1/models/rollback", new { reason = "a look" });
        Assert.Equal((HttpStatusCode.OK, "RolledBack", "a look"), (back, rollBack.GetProperty("kind").GetString(), rollBack.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Models_WorseModel_Is409WithItsChecks()
    {
        await StockedShop.StockAsync(console.Services, Events);
        await SendAsync(HttpMethod.Post, "/api/v1/models/train", new { model = "popularity" });
        var entry = await console.Services.GetRequiredService<TrainingDesk>().WhenEnded!;

        var (status, problem) = await SendAsync(HttpMethod.Post, $"/api/v1/models/{entry.ModelName}/promote");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.False(problem.GetProperty("checks")[0].GetProperty("passed").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "/api/v1/models/nothing", null, HttpStatusCode.NotFound, "There is no model 'nothing'")]
    [InlineData("POST", "/api/v1/models/nothing/promote", null, HttpStatusCode.NotFound, "There is no model 'nothing'")]
    [InlineData("POST", "/api/v1/models/rollback", null, HttpStatusCode.Conflict, "nothing to go back to")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "oracle"}""", HttpStatusCode.NotFound, "'oracle' is not a model")]
    [InlineData("POST", "/api/v1/models/train", """{}""", HttpStatusCode.BadRequest, "model is missing")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "epochs": 0}""", HttpStatusCode.BadRequest, "epochs is 0")]
    [InlineData("POST", "/api/v1/models/train/stop", null, HttpStatusCode.Conflict, "Nothing is being trained")]
    [InlineData("POST", "/api/v1/models/train/7/resume", null, HttpStatusCode.NotFound, "There is no training 7; none can go on.")]
    [InlineData("POST", "/api/v1/models/train/seven/resume", null, HttpStatusCode.BadRequest, "The number of the training is 'seven'; it is a whole number")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "epoch": 3}""", HttpStatusCode.BadRequest, "The field 'epoch' does not belong here")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "epochs": "three"}""", HttpStatusCode.BadRequest, "The value at $.epochs is not a whole number")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "seed": -1}""", HttpStatusCode.BadRequest, "The value at $.seed is not a whole number from 0")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "options": []}""", HttpStatusCode.BadRequest, "The value at $.options is not an object")]
    [InlineData("POST", "/api/v1/models/train", """{"model": "ials", "options": {"wings": 1}}""", HttpStatusCode.BadRequest, "Option wings is unknown or of another type; there are dimensions")]
    [InlineData("POST", "/api/v1/models/nothing/promote", """{"override": 5}""", HttpStatusCode.BadRequest, "The value at $.override is not a text")]
    [InlineData("POST", "/api/v1/models/rollback", """{"why": "a look"}""", HttpStatusCode.BadRequest, "The field 'why' does not belong here")]
    public async Task Models_WhatCannotBe_SaysWhatWouldBeRight(string method, string route, string? body, HttpStatusCode expected, string part)
    {
        var (status, problem) = await SendAsync(new HttpMethod(method), route, body is null ? null : JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(expected, status);
        Assert.Contains(part, Title(problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_NobodySignedIn_Is401AndInTheDocument()
    {
        await using var guarded = await RunningConsole.StartAsync(signIn: true);
        foreach (var route in (string[])["/api/v1/models/train", "/api/v1/models/x/promote", "/api/v1/models/rollback", "/api/v1/models/train/stop"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await guarded.Client.PostAsync(route, null)).StatusCode);

        var document = await console.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/models/{name}/promote", out _));
    }
}
