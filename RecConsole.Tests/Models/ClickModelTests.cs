using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Clicks;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

/// <summary>The click model's form, apart from what holds for all of the zoo.</summary>
public sealed class ClickModelTests
{
    const string Small = """{"epochs": 3, "dimensions": 4, "hidden": 8, "layers": 2, "candidates": 7}""";

    [Fact]
    public void Write_KnownHistory_GivesTheTopWithProbabilitiesThatNamedItemsHaveToo()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", History.Clusters(3, 10, 200, seed: 2), Small);
        HistoryEntry[] history = [new(2, EventKind.View), new(14, EventKind.View)];
        var list = Listed(model, history);
        Assert.Equal(7, list.Count);
        Assert.Equal(list.Values.ToArray().OrderDescending(), list.Values.ToArray());
        var clicks = new float[7];
        model.Clicks!.Value(history, list.Items.Span, clicks, default);
        for (var i = 0; i < 7; i++)
        {
            Assert.InRange(clicks[i], 0, 1);
            Assert.Equal(clicks[i], list.Values.Span[i] * list.Deviation, 1e-5);
        }
    }

    [Fact]
    public void Write_NobodyKnown_GivesNothing()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", History.Clusters(3, 10, 100, seed: 2), Small);
        Assert.Equal(0, Listed(model, []).Count);
        Assert.Equal(0, Listed(model, [new(-1, EventKind.View)]).Count);
    }

    [Fact]
    public void Write_ItemsThatTheCallerLacks_AreLeftOut()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", History.Clusters(3, 10, 100, seed: 2), Small);
        HistoryEntry[] history = [new(2, EventKind.View)];
        var all = Listed(model, history);
        var list = new SessionList();
        var without = Enumerable.Range(0, model.Vocabulary.Count).Select(row => row == all.Items.Span[0] ? -1 : row).ToArray();
        model.Sums.Write(history, without, list);
        Assert.Equal(all.Items.ToArray()[1..], list.Items.ToArray());
    }

    /// <summary>Shoppers buy half of what they view, always of the first cluster: a purchase is told from a view by the item.</summary>
    [Fact]
    public void Value_SomeItemsAreBought_ThoseHaveTheHigherProbability()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", Bought(), """{"epochs": 30, "dimensions": 8, "learningRate": 0.01}""");
        Assert.True(model.Clicks!.HasPurchases);
        Span<float> clicks = stackalloc float[2], purchases = stackalloc float[2];
        int[] rows = [model.Vocabulary.IndexOf(new ItemId("c0-i03")), model.Vocabulary.IndexOf(new ItemId("c1-i03"))];
        model.Clicks.Value([new HistoryEntry(rows[0], EventKind.View), new HistoryEntry(rows[1], EventKind.View)], rows, clicks, purchases);
        Assert.InRange(purchases[0], 0.8, 1);
        Assert.InRange(purchases[1], 0, 0.2);
    }

    [Fact]
    public void Fit_ViewsOnly_HasNoHeadForPurchasesAndSaysSo()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", History.Clusters(3, 10, 100, seed: 2), Small);
        Assert.False(model.Clicks!.HasPurchases);
        Assert.Contains(model.Card.Notes, note => note.Contains("no head for purchases"));
    }

    [Fact]
    public void Fit_NobodyDealtWithTwoItems_SaysNothingOfAnybody()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", new History().Add("u", "s", EventKind.View, "a").Add("v", "t", EventKind.View, "b").Events, Small);
        Assert.Equal(0, Listed(model, [new(0, EventKind.View)]).Count);
    }

    [Fact]
    public void Pairs_KeptApart_AreTheNewestOfTheirShopperAndNotLearned()
    {
        var log = ZooCase.Request(History.Clusters(4, 12, 300, seed: 3)).Log;
        var pairs = new ClickPairs(log, null, new Rng(5));
        var learned = pairs.Shuffled(new Rng(6));
        Assert.InRange(pairs.Apart.Count, 25, 30);
        Assert.Empty(learned.Intersect(pairs.Apart));
        Span<int> history = stackalloc int[50];
        foreach (var apart in pairs.Apart)
        {
            Assert.DoesNotContain(learned, pair => pair.User == apart.User && pair.At > apart.At);
            var count = pairs.History(apart, history);
            Assert.Equal(log.RowsOf(apart.User)[..(apart.At - log.Starts[apart.User])].ToArray().Reverse().Distinct(), history[..count].ToArray());
        }
    }

    [Fact]
    public void Pairs_PurchasesAreTold_KeepWholeShoppersApart()
    {
        var pairs = new ClickPairs(ZooCase.Request(Bought()).Log, null, new Rng(5));
        Assert.True(pairs.TellsOfPurchases);
        var apart = pairs.Apart.Select(pair => pair.User).ToHashSet();
        Assert.Equal(60, apart.Count);
        Assert.DoesNotContain(pairs.Shuffled(new Rng(6)), pair => apart.Contains(pair.User));
        Assert.InRange(pairs.Apart.Count(pair => pair.IsBought), 60, 240); // about half of four or five each
    }

    /// <summary>Outputs whose labels follow no line of log-odds: steps win, the graph computes what they say, and the order stays.</summary>
    [Fact]
    public void Calibration_Graph_ComputesWhatWasFittedAndKeepsTheOrder()
    {
        var rng = new Rng(7);
        double[] outputs = [.. Enumerable.Range(0, 6000).Select(_ => 3 * rng.NextGaussian())];
        bool[] labels = [.. outputs.Select(output => rng.NextBool(output < -1 ? 0.1 : output < 2 ? 0.15 : 0.9))];
        var fitted = ClickCalibration.Fit(outputs, labels, new Rng(8))!;
        Assert.NotNull(fitted.Steps);
        double[] asked = [.. Enumerable.Range(-60, 121).Select(i => i / 5.0)];
        var graph = new OnnxGraphBuilder("calibration");
        graph.Output(fitted.Append(graph, graph.Input("x", ElementType.Float32, "batch", asked.Length), "p"), "batch", asked.Length);
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        for (var i = 0; i < asked.Length; i++) binding.Input<float>("x", 1, asked.Length)[i] = (float)asked[i];
        var said = binding.Output<float>("p.probability", 1, asked.Length);
        binding.Run();
        for (var i = 0; i < asked.Length; i++)
        {
            Assert.Equal(fitted.At(asked[i]), said[i], 1e-5);
            if (i > 0) Assert.True(said[i] > said[i - 1] || said[i] > 0.99, $"{asked[i]} is no higher than {asked[i - 1]}.");
        }
        Assert.Equal(labels.Average(label => label ? 1.0 : 0), outputs.Average(fitted.At), 0.01);
    }

    [Fact]
    public void Calibration_OutputsThatSayTheOpposite_KeepTheirOrder()
    {
        var line = ClickCalibration.Fit([.. Enumerable.Range(0, 40).Select(i => (double)i)], [.. Enumerable.Range(0, 40).Select(i => i < 20)], new Rng(1))!;
        Assert.True(line.At(30) > line.At(3));
        Assert.InRange(line.At(20), 0.45, 0.55);
        Assert.Null(ClickCalibration.Fit([1, 2, 3], [true, false, true], new Rng(1)));
    }

    [Fact]
    public void Neighbours_ClickModel_AreItsAnswerToTheItemAlone()
    {
        using var model = (ItemListModel)ZooCase.Fit("neumf", History.Clusters(3, 10, 200, seed: 2), Small);
        var expected = Listed(model, [new(4, EventKind.View)]).Items.ToArray().Where(row => row != 4).Take(3).Select(row => model.Vocabulary[row]);
        var near = new Neighbours(model.Artifact, model.Sums);
        Assert.Equal(expected, near.Find(model.Vocabulary[4], 3).Select(one => one.ItemId));
        Assert.All(near.Find(model.Vocabulary[4], 3), one => Assert.InRange(one.Closeness, 0, 1));
        Assert.Empty(new Neighbours(model.Artifact).Find(model.Vocabulary[4], 3));
    }

    static SessionList Listed(ItemListModel model, HistoryEntry[] history)
    {
        var list = new SessionList();
        model.Sums.Write(history, Enumerable.Range(0, model.Vocabulary.Count).ToArray(), list);
        return list;
    }

    static IReadOnlyList<ShopEvent> Bought()
    {
        var rng = new Rng(3);
        var history = new History();
        for (var s = 0; s < 600; s++)
            for (var i = 0; i < 6; i++)
            {
                var item = $"c{(s + i) % 2}-i{rng.NextInt(10):00}";
                history.Add($"u{s}", $"s{s}", EventKind.View, item);
                if ((s + i) % 2 == 0) history.Add($"u{s}", $"s{s}", EventKind.Purchase, item);
            }
        return history.Events;
    }
}
