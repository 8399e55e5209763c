using System.Text.Json.Nodes;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly EvaluationSplit split = LeaveOneOutSplit.Cut(History.Clusters(4, 8, 150, seed: 6), [], EvaluationPart.Validation, keepSeen: true);

    public void Dispose() => folder.Dispose();

    IModelTraining Begin(int epochs, ulong seed = 7) => ModelZoo.Find("sasrec")!.Begin!(new FitRequest(
        TrainingLog.Build(split.Training, new KindWeights(), default),
        new JsonObject { ["epochs"] = epochs, ["learningRate"] = 0.01, ["negatives"] = 8, ["dimensions"] = 16, ["batchSize"] = 32, ["length"] = 8 }, seed, TimeProvider.System));

    Trainer Trainer(IModelTraining training, TrainerOptions? options = null) =>
        new(training, new Evaluator(split, TrainingLog.Build(split.Training, new KindWeights(), default), new EvaluationOptions { KeepSeen = true, BootstrapResamples = 0 }), options ?? new TrainerOptions(), TimeProvider.System);

    [Fact]
    public void Run_StoppedAndGoneOnWith_IsTheTrainingThatWasNotStopped()
    {
        using var whole = Begin(6);
        var expected = Trainer(whole).Run(null, null, default);

        using (var stop = new CancellationTokenSource())
        {
            using var first = Begin(6);
            var stopped = Trainer(first).Run(folder.Path, new Reports(progress => { if (progress is { Epoch: 3, Share: 1 }) stop.Cancel(); }), stop.Token);
            Assert.Equal((TrainingEnd.Stopped, 3), (stopped.End, stopped.Curve.Count));
            stopped.Model!.Dispose();
        }
        using var second = Begin(6);
        var resumed = Trainer(second).Run(folder.Path, null, default);

        Assert.Equal(TrainingEnd.Completed, resumed.End);
        Assert.Equal(expected.Curve.Select(epoch => (epoch.Number, epoch.Loss, epoch.Ndcg10)), resumed.Curve.Select(epoch => (epoch.Number, epoch.Loss, epoch.Ndcg10)));
        using var once = (InnerProductModel)expected.Model!;
        using var twice = (InnerProductModel)resumed.Model!;
        Assert.Equal(once.Artifact.Hash, twice.Artifact.Hash);
    }

    [Fact]
    public void Run_ValidationIsBestInTheMiddle_KeepsThatPass()
    {
        using var training = Begin(12);
        var outcome = Trainer(training).Run(null, null, default);
        using var model = outcome.Model!;

        var best = outcome.Curve.MaxBy(epoch => epoch.Ndcg10)!;
        Assert.Equal(best.Number, outcome.Best);
        Assert.Equal(best.Number, model.Card.Epochs);
        Assert.Equal(best.Ndcg10!.Value, new Evaluator(split, TrainingLog.Build(split.Training, new KindWeights(), default), new EvaluationOptions { KeepSeen = true, BootstrapResamples = 0 }).Run(model, TimeProvider.System).Metrics["ndcg@10"], 12);
    }

    [Fact]
    public void Run_NoBetterForAWhile_EndsEarly()
    {
        using var training = Begin(200);
        var outcome = Trainer(training, new TrainerOptions { Patience = 2 }).Run(null, null, default);
        outcome.Model!.Dispose();

        Assert.Equal(TrainingEnd.Converged, outcome.End);
        Assert.Equal(outcome.Best + 2, outcome.Curve.Count);
    }

    [Fact]
    public void Run_StoppedInTheFirstPass_HasNoModel()
    {
        using var training = Begin(3);
        var outcome = Trainer(training).Run(folder.Path, null, new CancellationToken(canceled: true));

        Assert.Equal((TrainingEnd.Stopped, 0), (outcome.End, outcome.Curve.Count));
        Assert.Null(outcome.Model);
    }

    [Fact]
    public void Run_FolderOfAnotherNetwork_IsRefused()
    {
        using (var training = Begin(1)) Trainer(training).Run(folder.Path, null, default).Model!.Dispose();
        using var other = ModelZoo.Find("gru4rec")!.Begin!(ZooCase.Request(split.Training));

        Assert.Throws<InvalidDataException>(() => Trainer(other).Run(folder.Path, null, default));
    }

    sealed class Reports(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
