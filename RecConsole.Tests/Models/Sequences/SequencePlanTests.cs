using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Sequences;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models.Sequences;

public sealed class SequencePlanTests
{
    static readonly TrainingLog Log = TrainingLog.Build(Histories(1, 2, 3, 7, 8, 9, 40), new KindWeights(), default);

    static IReadOnlyList<ShopEvent> Histories(params int[] lengths)
    {
        var history = new History();
        foreach (var (user, length) in lengths.Index())
            for (var i = 0; i < length; i++) history.Add($"u{user}", "s", EventKind.View, $"i{i % 5}");
        return history.Events;
    }

    [Fact]
    public void Batches_EachPass_EveryInteractionButTheOldestIsATargetOnce()
    {
        var plan = new SequencePlan(Log, length: 8, batchSize: 3);
        for (var pass = 0UL; pass < 20; pass++)
        {
            var targets = plan.Batches(new Rng(pass)).SelectMany(batch => batch).SelectMany(chunk => Enumerable.Range(chunk.First + 1, chunk.Targets)).Order().ToList();

            var wanted = Enumerable.Range(0, Log.UserCount).SelectMany(user => Enumerable.Range(Log.Starts[user] + 1, Log.Starts[user + 1] - Log.Starts[user] - 1));
            Assert.Equal(wanted, targets);
            Assert.Equal(plan.Targets, targets.Count);
        }
    }

    [Fact]
    public void Batches_LongHistory_IsCutAtOtherPlacesInAnotherPass()
    {
        var plan = new SequencePlan(Log, length: 8, batchSize: 3);
        int[] Cuts(ulong pass) => [.. plan.Batches(new Rng(pass)).SelectMany(batch => batch).Select(chunk => chunk.First).Order()];

        Assert.All(plan.Batches(new Rng(1)), batch => Assert.All(batch, chunk => Assert.InRange(chunk.Targets, 1, 8)));
        Assert.Equal(Cuts(1), Cuts(1));
        Assert.Contains(Enumerable.Range(2, 10), pass => !Cuts((ulong)pass).SequenceEqual(Cuts(1)));
    }

    [Fact]
    public void Batches_HistoriesOfManyLengths_AreHardlyPadded()
    {
        var rng = new Rng(4);
        var log = TrainingLog.Build(Histories([.. Enumerable.Range(0, 2000).Select(_ => 2 + rng.NextInt(40))]), new KindWeights(), default);
        var plan = new SequencePlan(log, length: 50, batchSize: 32);

        var batches = plan.Batches(new Rng(1));

        var places = batches.Sum(batch => batch.Length * batch.Max(chunk => chunk.Targets));
        Assert.InRange(plan.Targets / (double)places, 0.95, 1);
    }
}
