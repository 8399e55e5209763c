using System.Text.Json;

namespace RecConsole.Tests.Commands;

public sealed class StudyCommandTests
{
    [Fact]
    public async Task Calibration_Json_SaysEachCheckWithItsBounds()
    {
        var run = await CommandRun.Of("study", "calibration", "--runs", "100", "--seed", "3", "--json");
        var report = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal(100, report.GetProperty("runs").GetInt32());
        Assert.Equal(run.ExitCode == 0, report.GetProperty("checks").EnumerateArray().All(check => check.GetProperty("pass").GetBoolean()));
        Assert.All(report.GetProperty("checks").EnumerateArray(), check => Assert.InRange(check.GetProperty("count").GetInt32(), 0, 100));
        Assert.Equal(3, report.GetProperty("cuped").GetArrayLength());
    }

    [Fact]
    public async Task Bandit_Json_HasBothBiases()
    {
        var run = await CommandRun.Of("study", "bandit", "--runs", "100", "--rates", "0.1,0.2", "--json");
        var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");

        Assert.Equal(0.1, result.GetProperty("truth").GetDouble(), 1e-12);
        Assert.True(result.GetProperty("naiveBias").GetProperty("upper").GetDouble() > result.GetProperty("naiveBias").GetProperty("lower").GetDouble());
        Assert.InRange(result.GetProperty("weightedCoverage").GetDouble(), 0.8, 1);
    }

    [Fact]
    public async Task Interleaving_Json_SaysSessionsOfBothWays()
    {
        var run = await CommandRun.Of("study", "interleaving", "--visits", "600", "--weight", "newness=0.6", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var result = Assert.Single(JsonDocument.Parse(run.Output).RootElement.EnumerateArray()).GetProperty("result");

        Assert.Equal(600, result.GetProperty("visits").GetInt32());
        Assert.InRange(result.GetProperty("ctrA").GetDouble(), 0.005, 0.3);
        Assert.True(result.GetProperty("draftSessions").GetDouble() < result.GetProperty("splitSessions").GetDouble());
        Assert.True(result.GetProperty("agrees").GetBoolean());
    }

    [Theory]
    [InlineData("study interleaving --weight popularity", "write KEY=WEIGHT")]
    [InlineData("study bandit --rates 0.05", "two to ten rates")]
    [InlineData("study calibration --runs 5", "--runs lies between 100 and 1000000")]
    public async Task Study_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }
}
