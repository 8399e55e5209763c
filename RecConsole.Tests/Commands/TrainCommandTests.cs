using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string DataFolder => folder.Combine("data");

    static readonly IReadOnlyList<ShopEvent> Events = History.Clusters(4, 10, 200, seed: 6);

    async Task<string> FileAsync()
    {
        var text = new StringBuilder("type,userId,sessionId,itemId,timestamp\n");
        foreach (var e in Events) text.Append(CultureInfo.InvariantCulture, $"view,{e.UserId},{e.SessionId},{e.ItemId},{e.Timestamp:yyyy-MM-ddTHH:mm:ssZ}\n");
        var path = folder.Combine("events.csv");
        await File.WriteAllTextAsync(path, text.ToString());
        return path;
    }

    [Fact]
    public async Task Train_ByItself_PrintsFiguresAndTheServerFindsTheCandidate()
    {
        Assert.Equal(0, (await CommandRun.Of("import", "events-csv", await FileAsync(), "--data", DataFolder)).ExitCode);

        var run = await CommandRun.Of("train", "iknn", "--set", "neighbours=20", "--seed", "4", "--data", DataFolder, "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        var printed = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("iknn", Events.Count, 4), (printed.GetProperty("model").GetString(), printed.GetProperty("data").GetProperty("interactions").GetInt32(), printed.GetProperty("seed").GetInt32()));
        Assert.True(printed.GetProperty("metrics").GetProperty("ndcg@10").GetDouble() > 0);
        Assert.Equal(20, printed.GetProperty("options").GetProperty("neighbours").GetInt32());
        await using var console = await RunningConsole.StartAsync(dataFolder: DataFolder);
        Assert.Equal(ModelState.Candidate, console.Services.GetRequiredService<ModelRegistry>().Find(printed.GetProperty("name").GetString()!)!.State);
    }

    [Fact]
    public async Task Train_InPasses_TellsEachPassAndRepeatsUnderItsSeed()
    {
        await CommandRun.Of("import", "events-csv", await FileAsync(), "--data", DataFolder);
        string[] command = ["train", "sasrec", "--epochs", "2", "--set", "dimensions=8,length=8,negatives=8", "--data", DataFolder, "--json"];

        var first = await CommandRun.Of(command);
        var second = await CommandRun.Of(command);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("pass 1 of 2: loss ", first.Error, StringComparison.Ordinal);
        Assert.Contains("pass 2 of 2: loss ", first.Error, StringComparison.Ordinal);
        Assert.Equal(JsonDocument.Parse(first.Output).RootElement.GetProperty("hash").GetString(), JsonDocument.Parse(second.Output).RootElement.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Train_WhileAServerHasTheDirectory_TrainsThere()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockedShop.StockAsync(console.Services, Events);

        var run = await CommandRun.Of("train", "sr", "--data", console.DataFolder);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("stands in the registry as a candidate", run.Output, StringComparison.Ordinal);
        Assert.Equal((TrainingState.Done, "sr", "Command line"), Assert.Single(console.Services.GetRequiredService<TrainingDesk>().ReadAll()) is var entry ? (entry.State, entry.Order.Model, entry.ByName) : default);
        var nothing = await CommandRun.Of("train", "sr", "--resume", "--data", console.DataFolder);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("No training of sr was stopped", nothing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_OnADataSet_IsMeasuredAndNeverServes()
    {
        var file = await FileAsync();

        var run = await CommandRun.Of("train", "popularity", "--dataset", $"events-csv:{file}", "--data", DataFolder, "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        await using var console = await RunningConsole.StartAsync(dataFolder: DataFolder);
        Assert.Contains("not on this shop", Assert.Single(console.Services.GetRequiredService<ModelRegistry>().ReadAll()).Unfit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'oracle' is not a model", "train", "oracle")]
    [InlineData("--epochs is 1 or more", "train", "sasrec", "--epochs", "0")]
    [InlineData("leave the other options out", "train", "sasrec", "--resume", "--seed", "3")]
    [InlineData("a split to evaluate", "train", "sasrec", "--dataset", "sequences-split:somewhere")]
    [InlineData("iknn is not trained in passes", "train", "iknn", "--epochs", "2")]
    [InlineData("Option wings is unknown or of another type; there are dimensions", "train", "ials", "--set", "wings=2")]
    [InlineData("ease: Regularization is 0; it must be above 0.", "train", "ease", "--set", "regularization=0")]
    [InlineData("Option wings is unknown", "train", "ials", "--from", "serving", "--set", "wings=2")]
    public async Task Train_WrongArguments_SayWhatWouldBeRight(string part, params string[] args)
    {
        var run = await CommandRun.Of(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ShopWithoutEvents_FailsInOneMessage()
    {
        var run = await CommandRun.Of("train", "sr", "--data", DataFolder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no event of a shopper with an item", run.Error, StringComparison.Ordinal);
    }
}
