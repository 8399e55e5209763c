using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Tests.Models;

/// <summary>Popularity, neighbours and rules against counts by hand.</summary>
public sealed class CountedModelTests
{
    // Three shoppers: A B C, A B, B D A (in this order of time).
    static readonly IReadOnlyList<ShopEvent> Small = new History()
        .Add("u1", "s1", EventKind.View, "A", "B", "C")
        .Add("u2", "s2", EventKind.View, "A", "B")
        .Add("u3", "s3", EventKind.View, "B", "D", "A").Events;

    [Fact]
    public void Popularity_Repeats_CountShoppersOnce()
    {
        var events = new History().Add("u1", "s1", EventKind.View, "A", "A", "A").Add("u2", "s2", EventKind.View, "B").Add("u3", "s3", EventKind.View, "B")
            .Add("u3", "s3", EventKind.Impression, "C").Events;
        using var model = ZooCase.Fit("popularity", events);
        Assert.Equal(new Dictionary<string, float> { ["A"] = 1, ["B"] = 2 }, ZooCase.Scores(model, "A"));
    }

    [Fact]
    public void AssociationRules_Small_SharesByHand()
    {
        using var model = ZooCase.Fit("ar", Small);
        // A stands with B, C; with B; with B, D: five pairs.
        var scores = ZooCase.Scores(model, "A");
        Assert.Equal(3 / 5f, scores["B"], 1e-6f);
        Assert.Equal(1 / 5f, scores["C"], 1e-6f);
        Assert.Equal(1 / 5f, scores["D"], 1e-6f);
        Assert.Equal(0, scores["A"]);
    }

    [Fact]
    public void AssociationRules_Steps_PairsFurtherApartDoNotCount()
    {
        using var model = ZooCase.Fit("ar", Small, """{"steps": 1}""");
        // beside A: B, B, D
        var scores = ZooCase.Scores(model, "A");
        Assert.Equal(2 / 3f, scores["B"], 1e-6f);
        Assert.Equal(0, scores["C"]);
        Assert.Equal(1 / 3f, scores["D"], 1e-6f);
    }

    [Fact]
    public void SequentialRules_Small_OnlyLaterOnesAndTheNearerTheStronger()
    {
        using var model = ZooCase.Fit("sr", Small);
        // after A: B at 1, C at 2; B at 1. Sum 2.5.
        var afterA = ZooCase.Scores(model, "A");
        Assert.Equal(2 / 2.5f, afterA["B"], 1e-6f);
        Assert.Equal(0.5f / 2.5f, afterA["C"], 1e-6f);
        Assert.Equal(0, afterA["D"]);
        // after B: C at 1; D at 1, A at 2.
        Assert.Equal(0.5f / 2.5f, ZooCase.Scores(model, "B")["A"], 1e-6f);
    }

    [Fact]
    public void SequentialRules_LongerHistory_AddsDecayedLists()
    {
        using var model = ZooCase.Fit("sr", Small, """{"history": {"length": 2, "decay": 0.5}}""");
        var (a, b, both) = (ZooCase.Scores(model, "A"), ZooCase.Scores(model, "B"), ZooCase.Scores(model, "A", "B"));
        foreach (var item in both.Keys) Assert.Equal(b[item] + 0.5f * a[item], both[item], 1e-6f);
    }

    [Fact]
    public void ItemKnn_WithoutFrequency_ShrunkCosineByHand()
    {
        using var model = ZooCase.Fit("iknn", Small, """{"shrink": 2, "inverseUserFrequency": false}""");
        var scores = ZooCase.Scores(model, "A");
        Assert.Equal(3 / (3.0 + 2), scores["B"], 1e-6); // both of three: |A| |B| = sqrt 3 sqrt 3
        Assert.Equal(1 / (Math.Sqrt(3) + 2), scores["C"], 1e-6);
    }

    [Fact]
    public void ItemKnn_InverseUserFrequency_BusyShoppersTellLess()
    {
        using var model = ZooCase.Fit("iknn", Small, """{"shrink": 0}""");
        // four items: shoppers of three weigh log(4/3), the one of two log 2
        var (three, two) = (Math.Pow(Math.Log(4 / 3.0), 2), Math.Pow(Math.Log(2), 2));
        var scores = ZooCase.Scores(model, "A");
        Assert.Equal(1, scores["B"], 1e-6); // the same shoppers
        Assert.Equal(three / (Math.Sqrt(2 * three + two) * Math.Sqrt(three)), scores["C"], 1e-6);
    }

    [Fact]
    public void ItemKnn_Neighbours_KeepsTheNearest()
    {
        using var model = (ItemListModel)ZooCase.Fit("iknn", Small, """{"neighbours": 1, "inverseUserFrequency": false, "shrink": 0}""");
        Assert.Equal("B", model.Vocabulary[Assert.Single(model.Lists[model.Vocabulary.IndexOf(new("A"))].Columns)].Value);
    }
}
