using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Evaluation;

public sealed class ClickStudyTests
{
    [Fact]
    public void Run_ClickModel_HasTheBaseRateOfTheDrawAndTellsClustersApart()
    {
        var split = LeaveOneOutSplit.Cut(History.Clusters(5, 12, 400, seed: 6), [new ItemId("never met")], EvaluationPart.Test, keepSeen: false);
        using var model = ZooCase.Fit("neumf", split.Training, """{"epochs": 20, "learningRate": 0.01, "negatives": 8, "dimensions": 16, "batchSize": 64}""");
        var figures = ClickStudy.Run(split, model, new EvaluationOptions())!;
        Assert.Equal(1.0 / (1 + NeuMfModel.NegativesPerClick), figures.Ctr.BaseRate, 1e-9);
        Assert.Equal(split.Cases.Count * (1 + NeuMfModel.NegativesPerClick), figures.Ctr.Pairs);
        Assert.InRange(figures.Ctr.Auc!.Value, 0.75, 1); // a cluster is a fifth of the items
        Assert.True(figures.Ctr.LogLoss < figures.Ctr.BaseLogLoss);
        Assert.InRange(figures.Ctr.CalibrationError, 0, 0.1);
        Assert.Null(figures.Cvr);
        var again = ClickStudy.Run(split, model, new EvaluationOptions { Threads = 1 })!;
        Assert.Equal(figures.Ctr with { Bins = again.Ctr.Bins }, again.Ctr);
    }

    [Fact]
    public void Run_OtherModels_HaveNone()
    {
        var split = LeaveOneOutSplit.Cut(History.Clusters(3, 8, 60, seed: 6), [], EvaluationPart.Test, keepSeen: false);
        using var model = ZooCase.Fit("sr", split.Training);
        Assert.Null(ClickStudy.Run(split, model, new EvaluationOptions()));
    }

    [Fact]
    public void Bought_OfEachSplit_AreTheTargetsThatWereBought()
    {
        var events = new History().Add("u", "s", EventKind.View, "1", "2", "3").Add("u", "s", EventKind.Purchase, "3").Add("v", "t", EventKind.View, "4", "5", "6").Events;
        var left = LeaveOneOutSplit.Cut(events, [], EvaluationPart.Test, keepSeen: false);
        Assert.Equal(["3", ""], left.Cases.Select(one => string.Join(" ", one.Bought.Select(item => left.Items[item].Value))));
        var both = new History().Add("u", "s", EventKind.View, "1", "2").Add("u", "s", EventKind.Purchase, "3").Add("v", "t", EventKind.View, "4", "5").Add("v", "t", EventKind.Purchase, "6").Events;
        var held = Assert.Single(Holdout.Of(left with { Training = both }, 10, seed: 1)!.Cases);
        Assert.Equal(held.Targets, held.Bought);
    }

    /// <summary>As the registry keeps them.</summary>
    [Fact]
    public void Course_ClickModel_HasFiguresThatSurviveTheirJson()
    {
        var course = new TrainingCourse(new TrainingOrder("neumf") { Epochs = 2 }, TimeProvider.System);
        var outcome = course.Run(History.Clusters(4, 10, 300, seed: 2), [], null, null, default);
        using var model = outcome.Model;
        var figures = outcome.Account.Figures!.Classification!;
        Assert.True(figures.Ctr.Pairs > 100);
        var read = JsonSerializer.Deserialize<TrainingAccount>(JsonSerializer.Serialize(outcome.Account))!.Figures!.Classification!;
        Assert.Equal(figures.Ctr.Bins, read.Ctr.Bins);
        Assert.Equal(figures.Ctr.LogLoss, read.Ctr.LogLoss);
    }
}
