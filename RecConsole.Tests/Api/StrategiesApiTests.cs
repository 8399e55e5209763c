using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Commands;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class StrategiesApiTests : IAsyncLifetime
{
    const string Route = "/api/v1/strategies/default";

    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    static StrategyRevision Changed(float margin) => StrategyStore.FirstDefault.WithWeight("margin", margin);

    async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string route, object? body = null)
    {
        using var request = new HttpRequestMessage(method, route)
        {
            Content = body is StrategyRevision revision ? new StringContent(StrategyJson.Write(revision), Encoding.UTF8, "application/json") : body is null ? null : JsonContent.Create(body),
        };
        using var answer = await console.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    static string Title(JsonElement problem) => problem.GetProperty("title").GetString()!;

    [Fact]
    public async Task Draft_FromPutToRollback_GoesItsPath()
    {
        var (status, draft) = await SendAsync(HttpMethod.Put, $"{Route}/draft?version=0", Changed(0.5f));
        Assert.Equal((HttpStatusCode.OK, "draft", Changed(0.5f).Hash), (status, draft.GetProperty("state").GetString(), draft.GetProperty("hash").GetString()));
        var version = draft.GetProperty("version").GetInt64();
        Assert.Equal("publish", draft.GetProperty("next").GetProperty("action").GetString());

        (status, var step) = await SendAsync(HttpMethod.Post, $"{Route}/submit", new { version, note = "please" });
        Assert.Equal((HttpStatusCode.OK, "inReview"), (status, step.GetProperty("draft").GetProperty("state").GetString()));
        version = step.GetProperty("draft").GetProperty("version").GetInt64();
        (status, var refused) = await SendAsync(HttpMethod.Post, $"{Route}/reject", new { version });
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, Title(refused).StartsWith("Say what", StringComparison.Ordinal)));
        (_, step) = await SendAsync(HttpMethod.Post, $"{Route}/approve", new { version });
        version = step.GetProperty("draft").GetProperty("version").GetInt64();
        (status, refused) = await SendAsync(HttpMethod.Post, $"{Route}/schedule", new { version });
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, Title(refused).Contains("Europe/Berlin", StringComparison.Ordinal)));
        (_, step) = await SendAsync(HttpMethod.Post, $"{Route}/publish", new { version, reason = "spring" });
        Assert.Equal(2, step.GetProperty("live").GetProperty("number").GetInt32());

        using var slate = await console.Client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home" });
        Assert.Equal(Changed(0.5f).Hash, (await slate.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("revision").GetString());
        (_, var changes) = await SendAsync(HttpMethod.Get, $"{Route}/diff?from=1&to=2");
        Assert.Equal("weight:margin", changes[0].GetProperty("part").GetString());
        (status, step) = await SendAsync(HttpMethod.Post, $"{Route}/rollback", new { reason = "worse" });
        Assert.Equal((HttpStatusCode.OK, 1), (status, step.GetProperty("live").GetProperty("number").GetInt32()));
        (_, var revisions) = await SendAsync(HttpMethod.Get, $"{Route}/revisions");
        Assert.Equal([2, 1], revisions.EnumerateArray().Select(one => one.GetProperty("number").GetInt32()));

        (_, var audit) = await SendAsync(HttpMethod.Get, "/api/v1/audit?subject=strategy:default&limit=2");
        Assert.Equal(["strategy.rolled-back", "strategy.published"], audit.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal("worse", audit.GetProperty("entries")[0].GetProperty("reason").GetString());
        var csv = await console.Client.GetStringAsync("/export/audit.csv?action=strategy.published");
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task PutDraft_VersionThatIsOld_Is409WithBoth()
    {
        await SendAsync(HttpMethod.Put, $"{Route}/draft?version=0", Changed(0.5f));
        var (status, problem) = await SendAsync(HttpMethod.Put, $"{Route}/draft?version=0", Changed(0.9f));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("changed the draft", Title(problem), StringComparison.Ordinal);
        Assert.Equal(0.9f, problem.GetProperty("yours").GetProperty("weights").GetProperty("margin").GetSingle());
        Assert.Equal(0.5f, problem.GetProperty("theirs").GetProperty("content").GetProperty("weights").GetProperty("margin").GetSingle());
    }

    [Fact]
    public async Task Calls_ThatAreWrong_SayWhatWouldBeRight()
    {
        async Task HoldsAsync(HttpStatusCode expected, string part, HttpMethod method, string route, object? body = null)
        {
            var (status, problem) = await SendAsync(method, route, body);
            Assert.Equal(expected, status);
            Assert.Contains(part, Title(problem), StringComparison.Ordinal);
        }
        await HoldsAsync(HttpStatusCode.NotFound, "there are default", HttpMethod.Get, "/api/v1/strategies/other");
        await HoldsAsync(HttpStatusCode.NotFound, "?version=0", HttpMethod.Get, $"{Route}/draft");
        await HoldsAsync(HttpStatusCode.BadRequest, "not a revision", HttpMethod.Put, $"{Route}/draft", new { weights = 1 });
        await HoldsAsync(HttpStatusCode.BadRequest, "must lie between -100 and 100", HttpMethod.Put, $"{Route}/draft", new { key = "default", number = 1, weights = new { margin = 1000 } });
        await HoldsAsync(HttpStatusCode.UnsupportedMediaType, "application/json", HttpMethod.Put, $"{Route}/draft");
        await HoldsAsync(HttpStatusCode.NotFound, "has no draft", HttpMethod.Post, $"{Route}/publish", new { version = 0 });
        await HoldsAsync(HttpStatusCode.BadRequest, "limit is 'x'", HttpMethod.Get, "/api/v1/audit?limit=x");
        await HoldsAsync(HttpStatusCode.BadRequest, "2026-11-22", HttpMethod.Get, "/api/v1/audit?from=yesterday");
        await HoldsAsync(HttpStatusCode.BadRequest, "no role 'boss'", HttpMethod.Post, "/api/v1/people/invitations", new { role = "boss" });
    }

    [Fact]
    public async Task Strategies_RoleWithoutTheRight_Is403AndSaysWhich()
    {
        await using var demo = await RunningConsole.StartAsync(demo: true, signIn: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        using var visitor = new ConsoleVisitor(demo.Address);
        await visitor.SendAsync("/", "/auth/role", ("role", "Merchandiser"));
        using var refused = await visitor.Client.PostAsJsonAsync($"{Route}/publish", new { version = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("The right to publish is missing: it takes the role publisher or admin; yours is merchandiser.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var seen = await visitor.Client.GetAsync("/api/v1/strategies");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/draft", "{}", "must be given")]
    [InlineData("PUT", "/draft", """{"key":"default","number":1,"weights":{},"rules":[{"key":"a","kind":"banana"}]}""", "one of boost, bury, hide, includeOnly, pin, softPin")]
    [InlineData("PUT", "/draft", """{"key":"default","number":1,"weights":{},"caps":[{"by":"brand"}]}""", "'by' does not belong")]
    [InlineData("PUT", "/draft?version=x", "{}", "version is 'x'; it is a whole number")]
    [InlineData("GET", "/diff?to=1", null, "from is missing in the address; it is a whole number")]
    public async Task Request_ThatCannotBeRead_SaysWhatWouldBeRightInTheWordsOfTheApi(string method, string route, string? body, string part)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Route + route) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await console.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var title = Title(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
        Assert.Contains(part, title, StringComparison.Ordinal);
        Assert.DoesNotContain("RecConsole.", title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditVerify_Command_TellsAWholeChainFromATamperedOne()
    {
        await SendAsync(HttpMethod.Put, $"{Route}/draft?version=0", Changed(0.5f));
        var whole = await CommandRun.Of("audit", "verify", "--json", "--data", console.DataFolder);
        Assert.Equal((0, true, 1), (whole.ExitCode, JsonSerializer.Deserialize<JsonElement>(whole.Output).GetProperty("whole").GetBoolean(), JsonSerializer.Deserialize<JsonElement>(whole.Output).GetProperty("entries").GetInt32()));
        var head = await CommandRun.Of("audit", "verify", "--data", console.DataFolder, "--head", new string('a', 64));
        Assert.Equal(1, head.ExitCode);
        var noHash = await CommandRun.Of("audit", "verify", "--data", console.DataFolder, "--head", "abc");
        Assert.Equal(2, noHash.ExitCode);

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(console.DataFolder, "recconsole.db")}"))
        {
            await connection.OpenAsync();
            await using var tamper = connection.CreateCommand();
            tamper.CommandText = "update audit set after_json = replace(after_json, '0.5', '0.1') where number = 1";
            Assert.Equal(1, await tamper.ExecuteNonQueryAsync());
        }
        var broken = await CommandRun.Of("audit", "verify", "--data", console.DataFolder);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("Entry 1 is not as it was entered", broken.Output, StringComparison.Ordinal);
    }
}
