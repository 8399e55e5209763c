using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Pairs;

namespace RecConsole.Tests.Models;

/// <summary>BPR and LightGCN against their formulas, written out in float64.</summary>
public sealed class PairModelTests
{
    const string Small = """{"dimensions": 4, "epochs": 3, "batchSize": 64, "learningRate": 0.02}""";

    public static TheoryData<string, string> Forms => new()
    {
        { "bpr", "{}" }, { "bpr", """{"shopper": "factors"}""" }, { "lightgcn", """{"layers": 3}""" }, { "lightgcn", """{"shopperEmbeddings": false, "layers": 2}""" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void RunEpoch_Clusters_LowersTheLossAndIsTheSameUnderASeed(string key, string options)
    {
        var events = History.Clusters(4, 8, 200, seed: 3);
        double[] Losses(ulong seed)
        {
            var request = ZooCase.Request(events, options, seed);
            request.Options["learningRate"] = 0.02;
            request.Options["batchSize"] = 128;
            using var training = ModelZoo.Find(key)!.Begin!(request);
            return [.. Enumerable.Range(0, 8).Select(_ => training.RunEpoch(null, default))];
        }
        var losses = Losses(5);
        Assert.Equal(Math.Log(2), losses[0], 0.15); // nothing known: each order is as likely
        Assert.True(losses[^1] < 0.8 * losses[0], $"{losses[0]} came to {losses[^1]}");
        Assert.Equal(losses, Losses(5));
        Assert.NotEqual(losses, Losses(6));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Restore_AfterAPass_GoesOnAsIfItHadNotStopped(string key, string options)
    {
        var request = ZooCase.Request(History.Clusters(3, 6, 60, seed: 3), options);
        using var whole = ModelZoo.Find(key)!.Begin!(request);
        using var checkpoint = new MemoryStream();
        whole.RunEpoch(null, default);
        whole.Save(checkpoint);
        var expected = whole.RunEpoch(null, default);

        using var resumed = ModelZoo.Find(key)!.Begin!(request);
        checkpoint.Position = 0;
        resumed.Restore(checkpoint);
        Assert.Equal(1, resumed.EpochsDone);
        Assert.Equal(expected, resumed.RunEpoch(null, default));
    }

    [Fact]
    public void Loss_IsThatOfTheOrderOfPairs()
    {
        float[] shopper = [0.5f, -1], wanted = [1, 0.25f], first = [-1, 2], second = [0.5f, 0.5f];
        var graph = new OnnxGraphBuilder("pairs");
        var parts = new PairVectors(graph.Constant<float>("u", shopper, 1, 2), graph.Constant<float>("i", wanted, 1, 2), graph.Constant<float>("j", [.. first, .. second], 1, 2, 2), []);
        var vectors = parts with { Regularized = [parts.Shoppers, parts.Wanted] };
        graph.Output(PairLoss.Append(NetworkBuilder.ForServing(graph, new Dictionary<string, float[]>()), vectors, 0.1));
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        var loss = binding.Output<float>(program.Outputs.Keys.Single());
        binding.Run();

        double Dot(float[] item) => shopper[0] * (double)item[0] + shopper[1] * (double)item[1];
        double Lost(float[] item) => -Math.Log(1 / (1 + Math.Exp(-(Dot(wanted) - Dot(item)))));
        var squares = shopper.Concat(wanted).Sum(value => value * (double)value);
        Assert.Equal((Lost(first) + Lost(second)) / 2 + 0.1 * squares, loss[0], 1e-6);
    }

    /// <summary>In training a shopper is their other items, in serving their items: both by |S|^-1/2 and the second factors.</summary>
    [Fact]
    public void Bpr_History_IsTheScaledSumOfSecondFactors()
    {
        using var model = (InnerProductModel)ZooCase.Fit("bpr", History.Clusters(3, 4, 60, seed: 2), Small);
        var (one, two, both) = (Encode(model, 2), Encode(model, 5), Encode(model, 2, 5, 2));
        for (var k = 0; k < 4; k++) Assert.Equal((one[k] + (double)two[k]) / Math.Sqrt(2), both[k], 1e-6);
        Assert.Contains(one, value => Math.Abs(value) > 1e-3);
        Assert.Equal(new float[4], Encode(model, -1));
    }

    [Fact]
    public void Bpr_Factors_FoldsAHistoryInAsTheMeanOfItsItems()
    {
        using var model = (InnerProductModel)ZooCase.Fit("bpr", History.Clusters(3, 4, 60, seed: 2), Small[..^1] + """, "shopper": "factors"}""");
        var u = Encode(model, 1, 7);
        for (var k = 0; k < 4; k++) Assert.Equal((model.Artifact.EmbeddingOf(1)[k] + (double)model.Artifact.EmbeddingOf(7)[k]) / 2, u[k], 1e-6);
    }

    /// <summary>The item matrix and a new shopper's vector against the formulas of the paper over the trained layer 0, edge by edge.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void LightGcn_ItemsAndNewShopper_AreThePropagatedLayers(int layers, bool own)
    {
        var log = TrainingLog.Build(History.Clusters(3, 4, 25, seed: 2), new KindWeights(), default);
        const int d = 3;
        var rng = new RecConsole.Engine.Numerics.Rng(4);
        float[] Random(int count) => [.. Enumerable.Range(0, count * d).Select(_ => (float)rng.NextGaussian())];
        var trained = new Dictionary<string, float[]> { ["shoppers"] = Random(log.UserCount), ["items"] = Random(log.Vocabulary.Count) };
        var settings = new LightGcnModel.Settings { Dimensions = d, Layers = layers, ShopperEmbeddings = own };
        var (items, encoder) = new LightGcnModel.Network(log, settings).ToServe(trained);

        var users = new List<double[]> { trained["shoppers"].Select(value => own ? value : 0.0).ToArray() };
        var layersOfItems = new List<double[]> { trained["items"].Select(value => (double)value).ToArray() };
        for (var k = 1; k <= layers; k++)
        {
            users.Add(Layer(log.UserSets, log.ItemSets, layersOfItems[^1], d));
            layersOfItems.Add(Layer(log.ItemSets, log.UserSets, users[^2], d));
        }
        for (var at = 0; at < items.Length; at++) Assert.Equal(layersOfItems.Sum(layer => layer[at]) / (layers + 1), items[at], 1e-5);

        using var model = new InnerProductModel(new ModelArtifact("test", log.Vocabulary, d, items, encoder, new TrainingRecord(ModelCard.Json(settings), History.Start, 0)));
        int[] history = [1, 6, 9];
        var u = Encode(model, history);
        var expected = Enumerable.Range(0, layers).Select(k => Layer([history], log.ItemSets, layersOfItems[k], d)).ToArray();
        for (var k = 0; k < d; k++) Assert.Equal(expected.Sum(layer => layer[k]) / (layers + 1), u[k], 1e-5);
    }

    static double[] Layer(int[][] to, int[][] from, double[] values, int d)
    {
        var next = new double[to.Length * d];
        for (var row = 0; row < to.Length; row++)
            foreach (var other in to[row])
                for (var k = 0; k < d; k++) next[row * d + k] += values[other * d + k] / Math.Sqrt(to[row].Length * (double)from[other].Length);
        return next;
    }

    static float[] Encode(InnerProductModel model, params int[] items)
    {
        var u = new float[model.Dimensions];
        model.Encoder.Encode([items.Select(item => new HistoryEntry(item, EventKind.View)).ToArray()], u);
        return u;
    }
}
