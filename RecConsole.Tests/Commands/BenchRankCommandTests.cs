using System.Text.Json;

namespace RecConsole.Tests.Commands;

public sealed class BenchRankCommandTests
{
    [Fact]
    public async Task Rank_Json_PrintsTheMeasureBesideItsReference()
    {
        var run = await CommandRun.Of("bench", "rank", "--items", "3000", "--dim", "8", "--batch", "4", "--seconds", "0.2", "--json");

        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(3000, report.GetProperty("items").GetInt32());
        Assert.Equal(8, report.GetProperty("dim").GetInt32());
        Assert.Equal(4, report.GetProperty("batch").GetInt32());
        Assert.True(report.GetProperty("columns").GetInt32() >= 8 + 16);
        Assert.StartsWith("cpu", report.GetProperty("device").GetString());
        var ours = report.GetProperty("queriesPerSecond").GetDouble();
        var reference = report.GetProperty("reference").GetProperty("queriesPerSecond").GetDouble();
        Assert.True(ours > 0 && reference > 0);
        Assert.Equal(ours / reference, report.GetProperty("ratio").GetDouble(), 1e-6);
        Assert.True(report.GetProperty("p99Ms").GetDouble() >= report.GetProperty("p50Ms").GetDouble());
        Assert.True(report.GetProperty("gflops").GetDouble() > 0);
        Assert.Contains("ONNX Runtime", report.GetProperty("reference").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Rank_Text_NamesTheSizes()
    {
        var run = await CommandRun.Of("bench", "rank", "--items", "1500", "--dim", "4", "--batch", "1", "--seconds", "0.1");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1,500 items", run.Output);
        Assert.Contains("ratio", run.Output);
    }

    [Theory]
    [InlineData("bench rank --items 0", "--items is 1 or more")]
    [InlineData("bench rank --batch -3", "--batch is 1 or more")]
    [InlineData("bench rank --seconds 0", "--seconds")]
    [InlineData("bench rank --device tpu", "tpu")]
    [InlineData("bench rank --items 100000000 --dim 64", "do not fit")]
    public async Task Rank_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
    }
}
