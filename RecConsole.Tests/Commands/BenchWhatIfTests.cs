using System.Text.Json;

namespace RecConsole.Tests.Commands;

public sealed class BenchWhatIfTests
{
    [Fact]
    public async Task WhatIf_Json_PrintsTotalAndFirstFigure()
    {
        var run = await CommandRun.Of("bench", "whatif", "--items", "1000", "--requests", "300", "--json");

        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(300, report.GetProperty("requests").GetInt32());
        Assert.Equal(1000, report.GetProperty("items").GetInt32());
        Assert.InRange(report.GetProperty("firstFigureMs").GetDouble(), double.Epsilon, report.GetProperty("totalMs").GetDouble());
        Assert.NotEqual("no samples", report.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("bench whatif --items 10", "--items lies between")]
    [InlineData("bench whatif --requests 0", "--requests lies between")]
    public async Task WhatIf_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
    }
}
