using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

/// <summary>Models of an inner product, as they are stored and served.</summary>
public sealed class ServedFormTests
{
    const int Length = 4;

    /// <summary>An encoder in the way of a Transformer's: its own parameters, order, kinds and gaps, and nonsense where nothing is known.</summary>
    [Fact]
    public void Encode_GraphOfItsOwn_GetsWhatItAsksFor()
    {
        var graph = new OnnxGraphBuilder("sequence");
        var items = graph.Input("items", ElementType.Int64, "batch", Length);
        var kinds = graph.Input("kinds", ElementType.Int64, "batch", Length);
        var gaps = graph.Input("gaps", ElementType.Float32, "batch", Length);
        // two dimensions: the row of the item that stands last when the oldest comes first, and the sum of the gaps
        var oldestFirst = graph.Gather(items, graph.Vector<long>("backwards", 3, 2, 1, 0), axis: 1);
        var last = graph.Cast(graph.Slice(oldestFirst, 1, Length - 1, Length), ElementType.Float32);
        var kind = graph.Cast(graph.Slice(kinds, 1, 0, 1), ElementType.Float32);
        graph.Output(graph.Concat([last, kind, graph.ReduceSum(gaps, [1], keepDimensions: true)], 1, "u"), "batch", 3);
        using var encoder = new SessionEncoder(Artifact(graph.Build(), dimensions: 3));

        var events = new History().Add("u", "s", EventKind.View, "i1").Add("u", "s", EventKind.Purchase, "i3").Events; // a minute apart
        var known = events.Aggregate(SessionState.Empty, SessionUpdater.Apply);
        var u = new float[6];
        encoder.Encode([new EncoderInput(known), new EncoderInput(SessionState.Empty)], u);
        Assert.Equal([3f, (float)EventKind.Purchase, 60f, 0f, 0f, 0f], u);
    }

    [Fact]
    public void SessionEncoder_GraphThatAsksForMore_IsRefusedWithWhatThereIs()
    {
        var graph = new OnnxGraphBuilder("curious");
        graph.Output(graph.Add(graph.Input("age_of_shopper", ElementType.Float32, "batch", 1), graph.Scalar("one", 1f), "u"), "batch", 1);
        var refused = Assert.Throws<ArgumentException>(() => new SessionEncoder(Artifact(graph.Build(), dimensions: 1)));
        Assert.Contains("age_of_shopper", refused.Message);
        Assert.Contains("gaps", refused.Message);
    }

    [Fact]
    public void Open_GraphThatCannotRun_IsABrokenModel()
    {
        using var root = new TemporaryFolder();
        ModelFolder.Save(Artifact([1, 2, 3], dimensions: 1), root.Combine("m"));
        Assert.Contains("ONNX Runtime does not accept", Assert.Throws<BrokenModelException>(() => ModelFolder.Open(root.Combine("m"))).Message);
    }

    [Fact]
    public void Popularity_NobodyKnown_IsTheSameForAll()
    {
        using var model = (InnerProductModel)ZooCase.Fit("popularity", History.Clusters(3, 4, 60, seed: 2));
        var u = new float[2];
        model.Encoder.Encode([Array.Empty<HistoryEntry>(), new HistoryEntry[] { new(1, EventKind.View) }], u);
        Assert.Equal([1f, 1f], u);
    }

    /// <summary>The graph's fixed number of steps against conjugate gradients that run until nothing changes.</summary>
    [Theory]
    [InlineData(0.02, 1, 0.9)]
    [InlineData(0.1, 1, 1)]
    [InlineData(1, 0.5, 0.8)]
    [InlineData(0.1, 0, 1)]
    public void Ials_Graph_SolvesAsConjugateGradientsDo(double unobserved, double exponent, double decay)
    {
        var settings = new IalsSettings { Dimensions = 24, UnobservedWeight = unobserved, RegularizationExponent = exponent, Regularization = 0.003, History = new() { Decay = (float)decay } };
        var rng = new Rng(3);
        using var model = (InnerProductModel)ZooCase.Fit("ials", History.Clusters(8, 20, 600, seed: 5), JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
        var stride = IalsSystem.StrideOf(settings.Dimensions);
        var count = model.Vocabulary.Count;
        var padded = new float[count * stride];
        for (var row = 0; row < count; row++) model.ItemMatrix.Span.Slice(row * settings.Dimensions, settings.Dimensions).CopyTo(padded.AsSpan(row * stride));
        var system = new IalsSystem(padded, count, settings, stride, new ParallelOptions());
        foreach (var met in (int[])[1, 2, 7, 30, 50])
        {
            HistoryEntry[] history = [.. Enumerable.Range(0, met).Select(_ => new HistoryEntry(rng.NextInt(count), EventKind.View))];
            var u = new float[settings.Dimensions];
            model.Encoder.Encode([history], u);
            int[] set = [.. history.Reverse().Select(entry => entry.Item).Distinct()];
            float[] weights = [.. set.Select((_, age) => (float)Math.Pow(decay, age))];
            var expected = new float[stride];
            system.Solve(set, weights, expected, steps: 200, tolerance: 1e-7f, new IalsSystem.Scratch(stride));
            var size = Math.Sqrt(expected.Sum(value => (double)value * value));
            for (var k = 0; k < u.Length; k++) Assert.Equal(expected[k], u[k], 1e-4 * size);
        }
    }

    static ModelArtifact Artifact(byte[] graph, int dimensions) => new("test", new ItemVocabulary(Enumerable.Range(0, 5).Select(i => new ItemId($"i{i}"))), dimensions,
        [.. Enumerable.Range(0, 5 * dimensions).Select(i => MathF.Sin(i + 1))], new EncoderModel(graph, new EncoderOptions { MaxInteractions = Length }),
        new TrainingRecord(JsonSerializer.SerializeToElement(new { }), History.Start, 0));
}
