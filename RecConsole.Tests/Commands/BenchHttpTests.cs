using System.Text.Json;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class BenchHttpTests
{
    [Fact]
    public async Task RunAsync_BenchHttp_AnswersEverySlateBesideItsReference()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of("bench", "http", "--items", "500", "--dim", "8", "--connections", "4", "--seconds", "0.3", "--json", "--data", folder.Path);

        Assert.True(run.ExitCode == 0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(500, report.GetProperty("items").GetInt32());
        Assert.Equal(0, report.GetProperty("errors").GetInt32());
        Assert.Equal(0, report.GetProperty("degraded").GetInt32());
        foreach (var name in new[] { "requestsPerSecond", "p50Ms", "p99Ms", "ratio", "bytesPerRequest" })
            Assert.True(report.GetProperty(name).GetDouble() > 0, name);
        Assert.Contains("POST", report.GetProperty("reference").GetProperty("name").GetString());
        Assert.True(report.GetProperty("reference").GetProperty("requestsPerSecond").GetDouble() > 0);
        Assert.Equal(3, report.GetProperty("runs").GetArrayLength());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("bench http --connections 0", "--connections is 1 or more")]
    [InlineData("bench http --seconds 0", "--seconds")]
    [InlineData("bench http --items none", "--items")]
    public async Task RunAsync_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
    }
}
