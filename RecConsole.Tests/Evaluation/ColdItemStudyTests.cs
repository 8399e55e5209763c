using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Models;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Evaluation;

public sealed class ColdItemStudyTests
{
    [Fact]
    public void Run_AttributesTellTheCluster_TowerComesNearTheOwnEmbeddingsAndTheMeanDoesNot()
    {
        var split = LeaveOneOutSplit.Cut(History.Clusters(5, 30, 600, seed: 4), [], EvaluationPart.Test, keepSeen: true);
        var log = TrainingLog.Build(split.Training, new KindWeights(), default);
        using var model = ZooCase.Fit("ials", split.Training, """{"dimensions": 8}""");
        Item[] items = [.. model.Vocabulary.Items.ToArray().Select(item => new Item(item, "any") { Category = item.Value[..2] })];
        var options = new EvaluationOptions { KeepSeen = true, Seed = 2 };
        var report = ColdItemStudy.Run(split, log, model.Artifact, items, 0.2, options, TimeProvider.System)!;

        Assert.Equal(30, report.Hidden);
        Assert.InRange(report.Cases, 50, 250);
        Assert.Equal(["own", "tower", "mean"], report.Figures.Select(one => one.Embeddings));
        Assert.True(report.Figures[1].Auc > report.Figures[2].Auc + 0.05, $"{report.Figures[1]} against {report.Figures[2]}");
        Assert.True(report.Figures[0].Auc > report.Figures[2].Auc, $"{report.Figures[0]} against {report.Figures[2]}");
        Assert.InRange(report.Explained!.Value, 0.3, 1);
    }

    [Fact]
    public void Run_NothingToTellItemsBy_HasNoTower()
    {
        var split = LeaveOneOutSplit.Cut(History.Clusters(3, 30, 300, seed: 4), [], EvaluationPart.Test, keepSeen: true);
        var log = TrainingLog.Build(split.Training, new KindWeights(), default);
        using var model = ZooCase.Fit("ials", split.Training, """{"dimensions": 4}""");
        Item[] items = [.. model.Vocabulary.Items.ToArray().Select((item, place) => new Item(item, $"{place:0000}"))];
        var report = ColdItemStudy.Run(split, log, model.Artifact, items, 0.2, new EvaluationOptions { KeepSeen = true }, TimeProvider.System)!;
        Assert.Equal((null, 2), (report.Explained, report.Figures.Count));
    }
}
