using System.Text.Json;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class EvaluateCommandTests
{
    const string Beauty = "amazon-beauty/Beauty.txt";

    [Theory]
    [InlineData("loo-full")]
    [InlineData("loo-sampled5")]
    [InlineData("temporal --keep-seen")]
    public async Task Evaluate_Json_HasTheFieldsOfTheInterface(string protocol)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of([.. $"evaluate sr --dataset sequences:{Sequences(folder)} --protocol {protocol} --set steps=3,history.decay=0.5 --json".Split(' ')]);
        Assert.True(run.ExitCode == 0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("sr", report.GetProperty("model").GetString());
        Assert.Equal(protocol.Split(' ')[0], report.GetProperty("protocol").GetString());
        Assert.True(report.GetProperty("users").GetInt32() > 10);
        Assert.Equal(12, report.GetProperty("items").GetInt32());
        foreach (var name in new[] { "hr@10", "ndcg@10", "recall@20", "mrr", "auc", "coverage@10", "ild@10" })
            Assert.InRange(report.GetProperty("metrics").GetProperty(name).GetDouble(), 0, 1);
        Assert.True(report.GetProperty("metrics").GetProperty("novelty@10").GetDouble() > 0);
        Assert.True(report.GetProperty("trainSeconds").GetDouble() >= 0);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("secondsPerEpoch").ValueKind);
        Assert.Equal("cpu", report.GetProperty("device").GetString());
        Assert.Equal(3, report.GetProperty("options").GetProperty("steps").GetInt32());
        Assert.Equal(1, report.GetProperty("options").GetProperty("history").GetProperty("length").GetInt32()); // a default beside a nested change
    }

    [Fact]
    public async Task Evaluate_ClickModel_HasAClassificationInJsonAndText()
    {
        using var folder = new TemporaryFolder();
        string[] call = ["evaluate", "neumf", "--dataset", $"sequences:{Sequences(folder)}", "--protocol", "loo-full", "--epochs", "2"];
        var run = await CommandRun.Of([.. call, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var ctr = JsonDocument.Parse(run.Output).RootElement.GetProperty("classification").GetProperty("ctr");
        Assert.Equal(0.2, ctr.GetProperty("baseRate").GetDouble(), 1e-9);
        foreach (var name in new[] { "accuracy", "logLoss", "calibrationError", "auc" }) Assert.InRange(ctr.GetProperty(name).GetDouble(), 0, 5);
        Assert.NotEqual(0, ctr.GetProperty("bins").GetArrayLength());
        Assert.Contains("probability of a click:", (await CommandRun.Of(call)).Output);
    }

    [Fact]
    public async Task Evaluate_Epochs_AreThePassesOfIals()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("evaluate", "ials", "--dataset", $"sequences:{Sequences(folder)}", "--protocol", "loo-full", "--epochs", "2", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, report.GetProperty("epochs").GetInt32());
        Assert.True(report.GetProperty("secondsPerEpoch").GetDouble() > 0);
    }

    [Theory]
    [InlineData("evaluate netflix --dataset sequences:x --protocol loo-full", "popularity, iknn")]
    [InlineData("evaluate sr --dataset nonsense:x --protocol loo-full", "'nonsense' is not a format")]
    [InlineData("evaluate sr --dataset Beauty.txt --protocol loo-full", "FORMAT:PATH")]
    [InlineData("evaluate sr --dataset sequences:x --protocol loo-sampled", "loo-sampled99")]
    [InlineData("evaluate sr --dataset sequences:x --protocol given", "go together")]
    [InlineData("evaluate sr --dataset sequences:x --protocol loo-full --set steps", "name=value")]
    [InlineData("evaluate sr --dataset sequences:x --protocol loo-full --limit-users 0", "--limit-users is 1 or more")]
    [InlineData("evaluate sr --protocol loo-full", "--dataset")]
    [InlineData("evaluate ials --dataset sequences:x --protocol loo-full --cold 1.5", "--cold lies between 0 and 1")]
    [InlineData("evaluate ials --dataset sequences-split:x --protocol given --cold 0.1", "--cold needs items' attributes")]
    [InlineData("evaluate ease --dataset sequences:x --protocol loo-full --cold 0.1", "--cold: ease has no embeddings that attributes could stand for; popularity, ppmi, ials,")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --set colour=1", "sr: Option colour is unknown or of another type; there are steps, rules, history")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --set steps=many", "Option steps is unknown or of another type")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --set steps=0", "sr: Steps is 0; it must be 1 or more.")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --set history.length=0", "Length is 0; a server remembers the latest")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --epochs 3", "sr is not trained in passes")]
    [InlineData("evaluate sasrec --dataset sequences:/nowhere.txt --protocol loo-full --set dropout=NaN", "Dropout is NaN; it must be 0 or more and below 1.")]
    [InlineData("evaluate sasrec --dataset sequences:/nowhere.txt --protocol loo-full --set heads=3", "Heads is 3; it must divide the 64 dimensions.")]
    [InlineData("evaluate sasrec --dataset sequences:/nowhere.txt --protocol loo-full --set loss=hinge", "Option loss is unknown or of another type")]
    [InlineData("evaluate popularity --dataset sequences:/nowhere.txt --protocol loo-full --set a=1", "This model has no options.")]
    [InlineData("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full --seed 5000000000", "a whole number of at most 2,147,483,647 is expected")]
    public async Task Evaluate_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
    }

    [Fact]
    public async Task Evaluate_WorkThatFails_SaysWhyAndExits1()
    {
        using var folder = new TemporaryFolder();
        foreach (var (line, named) in new[]
        {
            ("evaluate sr --dataset sequences:/nowhere.txt --protocol loo-full", "does not exist"),
            ($"evaluate sr --dataset sequences-split:{folder.Path} --protocol given", "train_input"),
        })
        {
            var run = await CommandRun.Of(line.Split(' '));
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(named, run.Error);
        }
    }

    /// <summary>The README of the data set has these figures, computed by others: the quickest check that splits, ties and metrics are right.</summary>
    [SharedDataFact(Beauty)]
    public async Task Evaluate_PopularityOnBeauty_ReproducesTheIndependentFigures()
    {
        var run = await CommandRun.Of("evaluate", "popularity", "--dataset", $"sequences:{SharedData.Path(Beauty)}", "--protocol", "loo-full", "--json");
        var metrics = JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics");
        foreach (var (name, value) in new[] { ("hr@5", .0075), ("ndcg@5", .0041), ("hr@10", .0115), ("ndcg@10", .0055), ("hr@20", .0203), ("ndcg@20", .0076) })
            Assert.Equal(value, metrics.GetProperty(name).GetDouble(), 5e-5);
    }

    /// <summary>Forty shoppers who walk round twelve items from different beginnings.</summary>
    static string Sequences(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "sequences.txt");
        File.WriteAllLines(path, Enumerable.Range(0, 40).Select(user => $"{user + 1} {string.Join(' ', Enumerable.Range(0, 4 + user % 5).Select(step => 1 + (user + step) % 12))}"));
        return path;
    }
}
