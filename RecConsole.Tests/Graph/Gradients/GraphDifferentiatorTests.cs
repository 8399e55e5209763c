using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Gradients;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Graph.Gradients;

public sealed class GraphDifferentiatorTests
{
    /// <summary>Attention with a causal mask, normalisations, feed-forward, dropout with fixed masks, residuals: every parameter.</summary>
    [Fact]
    public void Gradients_TransformerBlock_AgreeWithCentralDifferences() =>
        GradientCheck.Holds(new GradientCase("Softmax", "a whole Transformer block", [[2, 3, 4]], (graph, x) =>
            new TransformerBlock(Heads: 2, HiddenWidth: 6, Dropout: 0.25)
                .Append(NetworkBuilder.ForTraining(graph), x[0], TransformerBlock.CausalMask(graph, x[0]), "block"))
        { Type = ElementType.Float32, Range = (-1, 1) });

    [Fact]
    public void Gradients_CausalBlock_NothingFlowsBackFromEarlierPlaces()
    {
        var graph = new OnnxGraphBuilder("causal");
        var network = NetworkBuilder.ForTraining(graph);
        var x = graph.Input("x", ElementType.Float32, "batch", "length", 4);
        var y = new TransformerBlock(Heads: 2, HiddenWidth: 6, Dropout: 0).Append(network, x, TransformerBlock.CausalMask(graph, x), "block");
        var secondPlace = graph.Slice(y, 1, 1, 2);
        var gradient = GraphDifferentiator.Gradients(graph, graph.Total(graph.Mul(secondPlace, secondPlace)), x)[x].Dense();
        graph.Output(graph.Identity(gradient, "d_x"));
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        var rng = new Rng(3);
        foreach (var parameter in network.Parameters) FillGaussian(binding.Input<float>(parameter.Name, [.. parameter.Shape]), rng);
        FillGaussian(binding.Input<float>("x", 1, 4, 4), rng);
        var changes = binding.Output<float>("d_x", 1, 4, 4);
        binding.Run();
        Assert.All(changes[..8].ToArray(), change => Assert.NotEqual(0, change));
        Assert.All(changes[8..].ToArray(), change => Assert.Equal(0, change));
    }

    [Fact]
    public void Gradients_OperatorWithoutARule_NamesIt()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        var (values, _) = graph.TopK(x, graph.Vector("k", 2L), name: "best");
        var error = Assert.Throws<OnnxGraphException>(() => GraphDifferentiator.Gradients(graph, graph.Total(values), x));
        Assert.StartsWith("TopK 'best' has no gradient rule", error.Message);
    }

    [Fact]
    public void Gradients_OperatorWithoutARuleOffThePath_IsNoHindrance()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        graph.TopK(x, graph.Vector("k", 2L), name: "best");
        Assert.True(GraphDifferentiator.Gradients(graph, graph.Total(graph.Mul(x, x)), x).ContainsKey(x));
    }

    [Fact]
    public void Gradients_TensorWithoutInfluence_IsNamed()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        var counted = graph.Cast(graph.Cast(graph.Input("y", ElementType.Float32, 5), ElementType.Int64), ElementType.Float32);
        var error = Assert.Throws<OnnxGraphException>(() => GraphDifferentiator.Gradients(graph, graph.Total(graph.Mul(x, counted)), graph.Inputs));
        Assert.Contains("does not depend on 'y'", error.Message);
    }

    [Fact]
    public void Gradients_LossOfManyNumbers_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        Assert.Contains("one floating number", Assert.Throws<OnnxGraphException>(() => GraphDifferentiator.Gradients(graph, graph.Exp(x), x)).Message);
    }

    [Fact]
    public void Gradients_LearnedExponent_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        Assert.Contains("exponent", Assert.Throws<OnnxGraphException>(() => GraphDifferentiator.Gradients(graph, graph.Total(graph.Pow(x, x)), x)).Message);
    }

    [Fact]
    public void Gradients_LookupsOnly_StayRows()
    {
        var graph = new OnnxGraphBuilder("test");
        var table = graph.Input("table", ElementType.Float32, 5, 2);
        var looked = graph.Gather(table, graph.Input("items", ElementType.Int64, "batch", "length"));
        var gradient = GraphDifferentiator.Gradients(graph, graph.Total(graph.Mul(looked, looked)), table)[table];
        Assert.True(gradient.IsRowsOnly);
        var rows = Assert.Single(gradient.Rows);
        Assert.Equal(["batch*length"], rows.Indices.Shape.Select(extent => extent.ToString()));
        Assert.Equal(["batch*length", "2"], rows.Rows.Shape.Select(extent => extent.ToString()));
    }

    [Fact]
    public void Gradients_Operators_AreNamedAfterWhatTheyBelongTo()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 5);
        var before = graph.Nodes.Count;
        GraphDifferentiator.Gradients(graph, graph.Total(graph.Sigmoid(x, "gate"), "loss"), x);
        var added = graph.Nodes.Skip(before + 2).Select(node => node.Name).ToList();
        Assert.NotEmpty(added);
        Assert.All(added, name => Assert.Matches(@"^grad\.(gate|loss)\.", name));
    }

    static void FillGaussian(Span<float> values, Rng rng)
    {
        foreach (ref var value in values) value = (float)rng.NextGaussian();
    }
}
