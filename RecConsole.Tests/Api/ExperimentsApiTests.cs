using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class ExperimentsApiTests : IAsyncLifetime
{
    const string Body =
        """
        {"key": "two", "name": "More margin", "placements": ["home"],
         "variants": [{"name": "Control", "strategy": "default", "weight": 0.5}, {"name": "Margin", "strategy": "margin", "weight": 0.5}],
         "metrics": [{"metric": "clickThrough", "role": "goal", "kind": "ratio", "minimumEffect": 0.02}],
         "plan": {"rampSteps": [0.1, 1]}}
        """;

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded;
        await console.Services.GetRequiredService<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("margin").WithWeight("margin", 0.5f));
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string route, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + route) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await console.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    async Task<JsonElement> DoneAsync(HttpMethod method, string route, string? body = null)
    {
        var (status, answer) = await SendAsync(method, route, body);
        Assert.True((int)status < 300, $"{status}: {answer}");
        return answer;
    }

    async Task HoldsAsync(HttpStatusCode expected, string part, HttpMethod method, string route, string? body = null)
    {
        var (status, answer) = await SendAsync(method, route, body);
        Assert.Equal(expected, status);
        Assert.Contains(part, answer.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiment_FromDraftToEnd_GoesByVersionsAndServes()
    {
        var (status, made) = await SendAsync(HttpMethod.Post, "experiments", Body);
        Assert.Equal((HttpStatusCode.Created, 1, "draft"), (status, made.GetProperty("version").GetInt32(), made.GetProperty("status").GetString()));
        Assert.Equal(0.05, made.GetProperty("content").GetProperty("plan").GetProperty("alpha").GetDouble());
        await DoneAsync(HttpMethod.Put, "experiments/two?version=1", made.GetProperty("content").GetRawText().Replace("More margin", "Margin first", StringComparison.Ordinal));
        var started = await DoneAsync(HttpMethod.Post, "experiments/two/start", """{"version": 2, "share": 1}""");
        Assert.Equal(("running", 1d), (started.GetProperty("status").GetString(), started.GetProperty("traffic").GetDouble()));

        var slate = await DoneAsync(HttpMethod.Post, "recommendations", """{"placement": "home", "userId": "u1", "sessionId": "s1"}""");
        var variant = started.GetProperty("content").GetProperty("variants").EnumerateArray().Single(one => one.GetProperty("name").GetString() == slate.GetProperty("variant").GetString());
        Assert.Equal(("two", variant.GetProperty("revision").GetString()), (slate.GetProperty("experiment").GetString(), slate.GetProperty("revision").GetString()));
        var named = await DoneAsync(HttpMethod.Post, "recommendations", """{"placement": "home", "userId": "u1", "strategy": "margin"}""");
        Assert.False(named.TryGetProperty("experiment", out _));

        await DoneAsync(HttpMethod.Post, "experiments/two/ramp", """{"version": 3, "share": 0.5}""");
        await DoneAsync(HttpMethod.Post, "experiments/two/split", """{"version": 4, "weights": [0.8, 0.2], "reason": "less risk"}""");
        await DoneAsync(HttpMethod.Post, "experiments/two/pause", """{"version": 5}""");
        await DoneAsync(HttpMethod.Post, "experiments/two/resume", """{"version": 6}""");
        var ended = await DoneAsync(HttpMethod.Post, "experiments/two/stop", """{"version": 7, "decision": "ship", "reason": "It earns more."}""");
        Assert.Equal(("stopped", "Margin"), (ended.GetProperty("status").GetString(), ended.GetProperty("content").GetProperty("end").GetProperty("ships").GetString()));
        Assert.Equal(8, (await DoneAsync(HttpMethod.Get, "experiments/two/versions")).GetArrayLength());
        Assert.Equal("two", Assert.Single((await DoneAsync(HttpMethod.Get, "experiments")).EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task Experiment_BadInput_IsToldWhatWouldBeRight()
    {
        await HoldsAsync(HttpStatusCode.BadRequest, "name must be given", HttpMethod.Post, "experiments", """{"key": "two"}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "'colour' does not belong", HttpMethod.Post, "experiments", """{"key": "two", "name": "Two", "colour": "red"}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "one of goal, guardrail, secondary", HttpMethod.Post, "experiments", Body.Replace("goal", "aim", StringComparison.Ordinal));
        var (status, faults) = await SendAsync(HttpMethod.Post, "experiments", Body.Replace("\"margin\"", "\"gone\"", StringComparison.Ordinal).Replace("0.5}]", "0.3}]", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.BadRequest, 2), (status, faults.GetProperty("problems").GetArrayLength()));
        await HoldsAsync(HttpStatusCode.NotFound, "there is none yet", HttpMethod.Get, "experiments/two");

        await DoneAsync(HttpMethod.Post, "experiments", Body);
        await HoldsAsync(HttpStatusCode.BadRequest, "version is missing", HttpMethod.Post, "experiments/two/start", "{}");
        (status, var late) = await SendAsync(HttpMethod.Post, "experiments/two/start", """{"version": 9}""");
        Assert.Equal((HttpStatusCode.Conflict, 1), (status, late.GetProperty("theirs").GetProperty("version").GetInt32()));
        await HoldsAsync(HttpStatusCode.Conflict, "start it first", HttpMethod.Post, "experiments/two/ramp", """{"version": 1, "share": 0.5}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "share is missing", HttpMethod.Post, "experiments/two/ramp", """{"version": 1}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "decision is 'banana'; it is one of ship, rollBack, keepControl, inconclusive", HttpMethod.Post, "experiments/two/stop", """{"version": 1, "decision": "banana"}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "must name 'other'", HttpMethod.Put, "experiments/other?version=1", Body);
        Assert.Equal(9, (await DoneAsync(HttpMethod.Get, "experiments/metrics")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "experiments/two?version=1")).Status);
    }

    [Fact]
    public async Task Bandit_StartedOverHttp_AnswersItsArmsAndPeriodsAndIsNotSplit()
    {
        var body = Body.Replace("\"metrics\": [", "\"method\": \"bandit\", \"unit\": \"session\", \"bandit\": {\"floor\": 0.2, \"updateMinutes\": 720}, \"metrics\": [{\"metric\": \"conversion\", \"role\": \"goal\", \"kind\": \"binary\"}, ", StringComparison.Ordinal);
        await HoldsAsync(HttpStatusCode.BadRequest, "they are over after 2.778 days", HttpMethod.Post, "experiments", body.Replace("720", "10", StringComparison.Ordinal));
        await HoldsAsync(HttpStatusCode.BadRequest, "Only a bandit has a plan of shares", HttpMethod.Post, "experiments", body.Replace("\"method\": \"bandit\", ", "", StringComparison.Ordinal));
        var made = await DoneAsync(HttpMethod.Post, "experiments", body);
        Assert.Equal((0.2, 100), (made.GetProperty("content").GetProperty("bandit").GetProperty("floor").GetDouble(), made.GetProperty("content").GetProperty("bandit").GetProperty("leastUnits").GetInt32()));
        await DoneAsync(HttpMethod.Post, "experiments/two/start", """{"version": 1, "share": 1}""");
        for (var visit = 0; visit < 4; visit++) await DoneAsync(HttpMethod.Post, "recommendations", $$"""{"placement": "home", "sessionId": "s{{visit}}"}""");

        await HoldsAsync(HttpStatusCode.Conflict, "shares out its traffic itself", HttpMethod.Post, "experiments/two/split", """{"version": 2, "weights": [0.8, 0.2]}""");
        await HoldsAsync(HttpStatusCode.BadRequest, "leave phase away", HttpMethod.Get, "experiments/two/results?phase=1");
        JsonElement results = default;
        await Eventually.HoldsAsync(async () => (results = await DoneAsync(HttpMethod.Get, "experiments/two/results")).GetProperty("units").GetInt32() == 4, "the visits are counted");
        var bandit = results.GetProperty("bandit");
        Assert.Contains("is biased", bandit.GetProperty("warning").GetString(), StringComparison.Ordinal);
        Assert.Equal([0.5, 0.5], bandit.GetProperty("periods")[0].GetProperty("shares").EnumerateArray().Select(share => share.GetDouble()));
        Assert.Equal(1, bandit.GetProperty("arms").EnumerateArray().Sum(arm => arm.GetProperty("probabilityToBeBest").GetDouble()), 1e-9);
        Assert.Contains("that every arm needs before shares move", results.GetProperty("verdict").GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }
}
