using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Evaluation;

/// <summary>What is held out stays out: of training, of the histories of earlier parts, and nothing is lost.</summary>
public sealed class SplitTests
{
    static readonly IReadOnlyList<ShopEvent> Small = new History()
        .Add("u1", "s1", EventKind.View, "1", "2", "10", "3")
        .Add("u2", "s2", EventKind.View, "2", "3")
        .Add("u3", "s3", EventKind.View, "5", "5", "2", "5", "7").Events;

    [Fact]
    public void LeaveOneOut_Small_AsByHand()
    {
        var test = LeaveOneOutSplit.Cut(Small, [new ItemId("99")], EvaluationPart.Test, keepSeen: false);
        Assert.Equal(["1", "2", "3", "5", "7", "10", "99"], test.Items.Items.ToArray().Select(item => item.Value)); // as numbers
        Assert.Equal(["1", "2", "2", "3", "5", "5"], test.Training.Select(e => e.ItemId!.Value.Value));
        // u1: 1 2 10 | 3; u3: the second 5 is nothing new: 5 5 | 2 | 7, and what lay between is history
        Assert.Equal([("1 2 10", "3"), ("5 5 2 5", "7")], test.Cases.Select(one => Words(test, one)));
        var validation = LeaveOneOutSplit.Cut(Small, [], EvaluationPart.Validation, keepSeen: false);
        Assert.Equal([("1 2", "10"), ("5 5", "2")], validation.Cases.Select(one => Words(validation, one)));
        Assert.Equal(test.Training, validation.Training);
    }

    [Fact]
    public void LeaveOneOut_KeepSeen_ARepeatIsAPlace()
    {
        var test = LeaveOneOutSplit.Cut(Small, [], EvaluationPart.Validation, keepSeen: true);
        Assert.Equal(("5 5 2", "5"), Words(test, test.Cases[1]));
    }

    [Theory]
    [InlineData(EvaluationPart.Validation, false)]
    [InlineData(EvaluationPart.Test, false)]
    [InlineData(EvaluationPart.Test, true)]
    public void LeaveOneOut_AnyLog_NoTargetLeaks(EvaluationPart part, bool keepSeen)
    {
        var events = History.Clusters(6, 10, 200, seed: 8);
        var split = LeaveOneOutSplit.Cut(events, [], part, keepSeen);
        var training = split.Training.GroupBy(e => e.UserId).ToDictionary(own => own.Key, own => own.Select(e => e.Id).ToHashSet());
        // each case is a shopper's own: their training is a beginning of the case's history, and the target comes right after the history
        var asked = events.GroupBy(e => e.UserId).Select(own => own.ToList())
            .Where(own => (keepSeen ? own.Count : own.Select(e => e.ItemId).Distinct().Count()) >= LeaveOneOutSplit.ShortestHistory).ToList();
        Assert.Equal(asked.Count, split.Cases.Count);
        foreach (var (own, one) in asked.Zip(split.Cases))
        {
            var known = training[own[0].UserId].Count;
            Assert.Equal(own.Take(known).Select(e => e.Id).ToHashSet(), training[own[0].UserId]);
            Assert.Equal(own[one.History.Length].ItemId, split.Items[Assert.Single(one.Targets)]);
            Assert.True(part == EvaluationPart.Test ? one.History.Length > known : one.History.Length == known);
            if (!keepSeen) Assert.DoesNotContain(one.Targets[0], one.History.ToArray().Select(entry => entry.Item));
        }
    }

    [Fact]
    public void LeaveOneOut_OnlyShortHistories_IsRefused() =>
        Assert.Contains("3 items", Assert.Throws<ArgumentException>(() =>
            LeaveOneOutSplit.Cut(new History().Add("u1", "s1", EventKind.View, "A", "B").Events, [], EvaluationPart.Test, false)).Message);

    [Theory]
    [InlineData(EvaluationPart.Validation)]
    [InlineData(EvaluationPart.Test)]
    public void Temporal_AnyLog_TrainingEndsWhereThePartBegins(EvaluationPart part)
    {
        var events = Crossing();
        var split = TemporalSplit.Cut(events, [], part, keepSeen: false);
        var from = split.Training.Max(e => e.Timestamp);
        var share = (double)split.Training.Count / events.Count;
        Assert.Equal(part == EvaluationPart.Test ? 0.9 : 0.8, share, 0.01);
        // nothing before the cut is missing, nothing after it is in
        Assert.Equal(events.Where(e => e.Timestamp <= from).Select(e => e.Id).ToHashSet(), split.Training.Select(e => e.Id).ToHashSet());
        Assert.All(split.Cases, one => Assert.Empty(one.Targets.Intersect(one.History.ToArray().Select(entry => entry.Item))));
        Assert.Equal(1, split.WithoutHistory); // the newcomer
    }

    [Fact]
    public void Temporal_Validation_DoesNotLookIntoTheTest()
    {
        var events = Crossing();
        var (validation, test) = (TemporalSplit.Cut(events, [], EvaluationPart.Validation, true), TemporalSplit.Cut(events, [], EvaluationPart.Test, true));
        var inside = events.Count(e => e.Timestamp > validation.Training.Max(t => t.Timestamp) && e.Timestamp <= test.Training.Max(t => t.Timestamp));
        Assert.True(validation.Cases.Sum(one => one.Targets.Length) <= inside);
        Assert.Equal(events.Count, test.Training.Count + events.Count(e => e.Timestamp > test.Training.Max(t => t.Timestamp)));
    }

    [Fact]
    public void Temporal_OneMoment_IsRefused()
    {
        var events = Small.Select(e => e with { Timestamp = History.Start }).ToList();
        Assert.Contains("both sides", Assert.Throws<ArgumentException>(() => TemporalSplit.Cut(events, [], EvaluationPart.Test, false)).Message);
    }

    [Fact]
    public void Cut_NothingButImpressions_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LeaveOneOutSplit.Cut(new History().Add("u", "s", EventKind.Impression, "A").Events, [], EvaluationPart.Test, false));

    /// <summary>Twenty shoppers in turns, one event a minute, and two newcomers at the very end of each part.</summary>
    static IReadOnlyList<ShopEvent> Crossing()
    {
        var rng = new RecConsole.Engine.Numerics.Rng(2);
        var history = new History();
        for (var i = 0; i < 1000; i++)
            history.Add(i is 850 or 950 ? $"new{i}" : $"u{i % 20}", "s", EventKind.View, $"item{rng.NextInt(60):00}");
        return history.Events;
    }

    static (string History, string Targets) Words(EvaluationSplit split, EvaluationCase one) =>
        (string.Join(' ', one.History.ToArray().Select(entry => split.Items[entry.Item].Value)), string.Join(' ', one.Targets.Select(item => split.Items[item].Value)));
}
