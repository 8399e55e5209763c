using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Sequences;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Training;

/// <summary>Trainings that go on from a model, on a log that has grown since.</summary>
public sealed class WarmStartTests
{
    const int Before = 240, Now = 400;

    static readonly IReadOnlyList<ShopEvent> Grown = History.Returning(shoppers: 60, clusters: 4, itemsPerCluster: 40, sessions: Now, seed: 6, growsAt: Before);
    static readonly IReadOnlyList<ShopEvent> Earlier = History.Returning(shoppers: 60, clusters: 4, itemsPerCluster: 40, sessions: Before, seed: 6, growsAt: Before);

    static TrainingOrder Order(string key) => new(key) { Options = Small(key), Epochs = key == IalsModel.Key ? 16 : 40 };

    static JsonObject Small(string key) => JsonNode.Parse(key switch
    {
        "ials" => """{"dimensions": 16}""",
        "neumf" => """{"dimensions": 16, "learningRate": 0.01, "batchSize": 128}""",
        "bpr" => """{"dimensions": 16, "learningRate": 0.005, "batchSize": 128}""",
        "lightgcn" => """{"dimensions": 16, "learningRate": 0.02, "batchSize": 512}""",
        "caser" => """{"dimensions": 16, "learningRate": 0.01, "negatives": 32, "batchSize": 16, "length": 10, "horizontalFilters": 4}""",
        _ => """{"dimensions": 16, "learningRate": 0.01, "negatives": 32, "batchSize": 16, "length": 10}""",
    })!.AsObject();

    static (ModelArtifact Model, TrainingEntry Entry) Train(TrainingOrder order, IReadOnlyList<ShopEvent> events, TrainingParent? parent = null)
    {
        var outcome = new TrainingCourse(order, TimeProvider.System) { Parent = parent }.Run(events, [], null, null, default);
        using var model = outcome.Model!;
        return (model.Artifact, new TrainingEntry(1, order, TrainingState.Done, model.Artifact.Hash, History.Start, "ana", "Ana", outcome.Account));
    }

    static (ModelArtifact Model, TrainingEntry Entry) GoOn(TrainingParent parent, TrainingOrder order) => Train(order with { From = parent.Artifact.Name, Options = [], Epochs = null }, Grown, parent);

    static TrainingParent Parent(TrainingOrder order)
    {
        var (model, entry) = Train(order, Earlier);
        return new TrainingParent(model, entry);
    }

    [Theory]
    [InlineData("sasrec")]
    [InlineData("gru4rec")]
    [InlineData("caser")]
    [InlineData("bpr")]
    [InlineData("lightgcn")]
    [InlineData("neumf")]
    [InlineData("ials")]
    public void Run_FromTheModelOfBefore_IsAsGoodAsATrainingFromChanceAndSooner(string key)
    {
        var full = Train(Order(key), Grown).Entry.Account;
        var (model, entry) = GoOn(Parent(Order(key)), Order(key));
        var warm = entry.Account;

        Assert.Equal((full.Data, full.Figures!.Cases), (warm.Data, warm.Figures!.Cases)); // the gate compares alike
        double figure(TrainingAccount account) => account.Figures!.Metrics["ndcg@10"];
        Assert.True(figure(warm) >= figure(full) - 0.04, $"{figure(warm):0.0000} against {figure(full):0.0000}");
        if (key == IalsModel.Key) Assert.Equal(IalsModel.WarmIterations, model.Card.Epochs);
        else Assert.True(warm.Curve.Count < full.Curve.Count, $"{warm.Curve.Count} passes against {full.Curve.Count}");
        Assert.Contains(warm.Notes, note => note.Contains($"went on from {warm.Parent}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sasrec")]
    [InlineData("gsasrec")]
    [InlineData("gru4rec")]
    [InlineData("caser")]
    [InlineData("bpr")]
    public void Begin_BeforeTheFirstPass_SaysWhatTheParentSaysAndNewItemsHaveRows(string key)
    {
        using var parent = ZooCase.Fit(key, Earlier, WithEpochs(key, 2));
        var request = ZooCase.Request([.. Grown.Reverse()], WithEpochs(key, 2));
        using var training = ModelZoo.Find(key)!.Begin!(request with { Warm = new WarmStart(parent.Artifact, 0) });
        using var begun = training.ToModel();

        var fresh = 0;
        for (var row = 0; row < begun.Vocabulary.Count; row++)
        {
            var before = parent.Vocabulary.IndexOf(begun.Vocabulary[row]);
            if (before >= 0) Assert.Equal(parent.Artifact.EmbeddingOf(before), begun.Artifact.EmbeddingOf(row));
            else if (begun.Artifact.EmbeddingOf(row).ContainsAnyExcept(0f)) fresh++;
        }
        Assert.Equal(begun.Vocabulary.Count - parent.Vocabulary.Count, fresh);
        Assert.True(fresh > 0);
        string[] history = ["c1-i03", "c1-i07", "c2-i01"];
        var (said, says) = (ZooCase.Scores(parent, history), ZooCase.Scores(begun, history));
        foreach (var (item, score) in said) Assert.Equal(score, says[item], 1e-4f);
    }

    [Fact]
    public void Run_SameSeedAndParent_IsTheSameModel()
    {
        var order = Order("sasrec") with { Epochs = 4 };
        var parent = Parent(order);

        Assert.Equal(GoOn(parent, order).Model.Hash, GoOn(parent, order).Model.Hash);
        Assert.NotEqual(GoOn(parent, order).Model.Hash, GoOn(parent, order with { Replay = 0 }).Model.Hash);
    }

    [Fact]
    public void Begin_ParentOfAnotherKindOrWidthOrNetwork_SaysWhatIsWrong()
    {
        using var parent = ZooCase.Fit("sasrec", Earlier, WithEpochs("sasrec", 1));
        string Problem(string key, string options) => Assert.Throws<ArgumentException>(() => ModelZoo.Find(key)!.Begin!(ZooCase.Request(Grown, options) with { Warm = new WarmStart(parent.Artifact, 0) }).Dispose()).Message;

        Assert.Contains("is of the kind sasrec; a training of gru4rec", Problem("gru4rec", """{"dimensions": 16}"""), StringComparison.Ordinal);
        Assert.Contains("16 dimensions and this training 32", Problem("sasrec", """{"dimensions": 32}"""), StringComparison.Ordinal);
        Assert.Contains("its network is another", Problem("sasrec", """{"dimensions": 16, "length": 10, "blocks": 3}"""), StringComparison.Ordinal);
        Assert.Contains("'place_table'", Problem("sasrec", """{"dimensions": 16, "length": 12}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NothingNewSinceTheParent_SaysSoAndReplayOfAllMayGoOn()
    {
        var order = Order("sasrec") with { Epochs = 2 };
        var (model, entry) = Train(order, Earlier);
        var parent = new TrainingParent(model, entry);

        Assert.Contains("Nothing is new", Assert.Throws<ArgumentException>(() => Train(order with { From = model.Name, Options = [] }, Earlier, parent)).Message, StringComparison.Ordinal);
        Assert.Equal(2, Train(order with { From = model.Name, Options = [], Replay = 1 }, Earlier, parent).Entry.Account.Curve.Count);
    }

    /// <summary>Shoppers who never return are held out by their newest item, which a later draw may learn from: no fair figure.</summary>
    [Fact]
    public void Run_ParentThatMayHaveLearnedWhatIsHeldOut_IsRefused()
    {
        var order = Order("ials") with { Epochs = 2 };
        var events = History.Clusters(4, 10, 200, seed: 6);
        var (model, entry) = Train(order, [.. events.Take(800)]);

        Assert.Contains("could not be measured", Assert.Throws<ArgumentException>(() => Train(order, events, new TrainingParent(model, entry))).Message, StringComparison.Ordinal);
        Assert.Contains("fitted by RecConsole itself", Assert.Throws<ArgumentException>(() => Train(order, events, new TrainingParent(model, null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_KindInClosedForm_IsFittedAnewWithTheParentsOptionsAndSaysSo()
    {
        var order = new TrainingOrder("iknn") { Options = new JsonObject { ["neighbours"] = 7 } };
        var (_, entry) = GoOn(Parent(order), order);

        Assert.Contains("\"neighbours\":7", entry.Account.Options!.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(entry.Account.Notes, note => note.Contains("closed form", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.75, 3)]
    public void Batches_OfATrainingThatGoesOn_HoldAllThatIsNewAndItsShareOfTheRest(double replay, int earlierForEachNew)
    {
        var events = History.Returning(shoppers: 100, clusters: 4, itemsPerCluster: 20, sessions: 110, seed: 2);
        var log = TrainingLog.Build(events, new KindWeights(), default);
        using var any = ZooCase.Fit("popularity", events);
        var since = events[499].Timestamp.ToUnixTimeSeconds(); // ten shoppers came a second time after it
        var plan = new SequencePlan(log, length: 8, batchSize: 4, new WarmStart(any.Artifact, since) { Replay = replay });

        var drawn = Enumerable.Range(0, 2).Select(pass => plan.Batches(new Rng((ulong)pass)).SelectMany(batch => batch).Where(chunk => log.UnixSeconds[chunk.First + chunk.Targets] <= since).Select(chunk => chunk.First).Order().ToArray()).ToArray();
        var fresh = plan.Batches(new Rng(0)).SelectMany(batch => batch).Where(chunk => log.UnixSeconds[chunk.First + chunk.Targets] > since).ToArray();

        var newTargets = Enumerable.Range(0, log.Rows.Length).Where(place => log.UnixSeconds[place] > since);
        Assert.Superset(newTargets.ToHashSet(), fresh.SelectMany(chunk => Enumerable.Range(chunk.First + 1, chunk.Targets)).ToHashSet());
        Assert.Equal(fresh.Length * earlierForEachNew, drawn[0].Length);
        if (earlierForEachNew > 0) Assert.NotEqual(drawn[0], drawn[1]);
    }

    static string WithEpochs(string key, int epochs)
    {
        var options = Small(key);
        options["epochs"] = epochs;
        return options.ToJsonString();
    }
}
