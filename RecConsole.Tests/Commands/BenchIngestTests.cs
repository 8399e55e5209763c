using System.Text.Json;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class BenchIngestTests
{
    [Fact]
    public async Task RunAsync_BenchIngest_LosesNothingAndLeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of("bench", "ingest", "--seconds", "1", "--batch", "50", "--json", "--data", folder.Path);

        Assert.True(run.ExitCode == 0, run.Error);
        var figures = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, figures.GetProperty("lost").GetInt64());
        Assert.Equal(0, figures.GetProperty("randomIds").GetProperty("lost").GetInt64());
        foreach (var name in new[] { "eventsPerSecond", "p50Ms", "p99Ms", "accepted", "visibleP99Ms", "serverMicrosPerEvent" })
            Assert.True(figures.GetProperty(name).GetDouble() > 0, name);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("bench nonsense")]
    [InlineData("bench ingest --seconds 0")]
    [InlineData("bench ingest --batch many")]
    public async Task RunAsync_WrongBench_Exits2(string line) => Assert.Equal(2, (await CommandRun.Of(line.Split(' '))).ExitCode);
}
