using System.Text.Json;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;
using RecConsole.Web.Commands;

namespace RecConsole.Tests.Commands;

public sealed class SimulateCommandTests : IDisposable
{
    static readonly DateTimeOffset At = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Simulate_TwoStrategies_MeetTheSameShoppersAndSayWhatTheyCameTo()
    {
        await PublishAsync(new StrategyRevision("newest", 1, new Dictionary<string, float> { ["newness"] = 1 }));

        var run = await RunAsync("--shoppers", "300", "--strategy", "default", "--strategy", "newest", "--json");

        Assert.True(run.ExitCode == CommandLine.Success, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal((300, 1), (document.RootElement.GetProperty("shoppers").GetInt32(), document.RootElement.GetProperty("seed").GetInt32()));
        var found = document.RootElement.GetProperty("strategies").EnumerateArray().ToList();
        Assert.Equal(["default", "newest"], found.Select(one => one.GetProperty("key").GetString()));
        Assert.All(found, one => Assert.True(one.GetProperty("slates").GetInt64() > 300));
        foreach (var figure in new[] { "ctr", "conversion", "revenuePerSession", "satisfaction" })
            Assert.All(found, one => Assert.InRange(Of(one, figure, "value"), Of(one, figure, "ciLower"), Of(one, figure, "ciUpper")));
        // what is made for nobody pleases less than what is made for the shopper, on the same shoppers
        Assert.True(Of(found[1], "satisfaction", "ciUpper") < Of(found[0], "satisfaction", "ciLower"), run.Output);
        Assert.Equal(run.Output, (await RunAsync("--shoppers", "300", "--strategy", "default", "--strategy", "newest", "--json")).Output);
    }

    [Fact]
    public async Task Simulate_StrategyThatIsNotLive_IsRefusedWithThoseThatAre()
    {
        var run = await RunAsync("--strategy", "nowhere");

        Assert.Equal(CommandLine.WorkFailed, run.ExitCode);
        Assert.Contains("There is no live strategy 'nowhere'; there are 'default'", run.Error, StringComparison.Ordinal);
    }

    static double Of(JsonElement strategy, string figure, string bound) => strategy.GetProperty(figure).GetProperty(bound).GetDouble();

    Task<CommandRun> RunAsync(params string[] more) => CommandRun.Of(["simulate", .. more, "--data", folder.Path]);

    async Task PublishAsync(StrategyRevision revision)
    {
        using var database = Database.Open(folder.Path, new ManualTime(At));
        using var turn = await database.EnterAsync();
        turn.Commit(connection =>
        {
            StrategyTable.Add(connection, revision, At);
            StrategyTable.SetLive(connection, revision.Key, revision.Number, At);
        });
    }
}
