using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Tests.Graph;

public sealed class OnnxGraphBuilderTests
{
    [Fact]
    public void Add_TwoElementTypes_NamesOperatorAndInputs()
    {
        var graph = new OnnxGraphBuilder("test");
        var items = graph.Input("items", ElementType.Int64, "batch");
        var weights = graph.Input("weights", ElementType.Float32, "batch");
        var error = Assert.Throws<OnnxGraphException>(() => graph.Add(items, weights, "total"));
        Assert.Equal("Add 'total': inputs 'items' (int64 [batch]) and 'weights' (float32 [batch]) must have one element type; cast one of them.", error.Message);
    }

    [Fact]
    public void MatMul_Integers_SaysWhatItTakes()
    {
        var graph = new OnnxGraphBuilder("test");
        var items = graph.Input("items", ElementType.Int64, 2, 2);
        var error = Assert.Throws<OnnxGraphException>(() => graph.MatMul(items, items, "scores"));
        Assert.Equal("MatMul 'scores': input 'items' (int64 [2, 2]) must be float32, float64, float16.", error.Message);
    }

    [Fact]
    public void Gather_FloatIndices_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 2, 2);
        Assert.Throws<OnnxGraphException>(() => graph.Gather(x, x));
    }

    [Fact]
    public void Where_ConditionOfNumbers_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 2);
        Assert.Throws<OnnxGraphException>(() => graph.Where(x, x, x));
    }

    [Fact]
    public void Input_NameTwice_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        graph.Input("x", ElementType.Float32, 2);
        Assert.Contains("'x' is taken", Assert.Throws<OnnxGraphException>(() => graph.Input("x", ElementType.Float32, 2)).Message);
    }

    [Fact]
    public void Add_ValueOfAnotherGraph_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        var x = graph.Input("x", ElementType.Float32, 2);
        var foreign = new OnnxGraphBuilder("other").Input("y", ElementType.Float32, 2);
        Assert.Contains("another graph", Assert.Throws<OnnxGraphException>(() => graph.Add(x, foreign)).Message);
    }

    [Fact]
    public void Constant_ShapeOfAnotherSize_IsRefused()
    {
        var graph = new OnnxGraphBuilder("test");
        Assert.Contains("asks for 6", Assert.Throws<OnnxGraphException>(() => graph.Constant<float>("c", [1, 2, 3], 2, 3)).Message);
    }

    [Fact]
    public void Build_NoOutput_IsRefused() =>
        Assert.Contains("no output", Assert.Throws<OnnxGraphException>(() => new OnnxGraphBuilder("test").Build()).Message);

    [Fact]
    public void Build_Bytes_ParseBackToTheSameGraph()
    {
        var model = ModelProto.Parser.ParseFrom(Scaled().Build());
        Assert.Equal(OnnxGraphBuilder.IrVersion, model.IrVersion);
        Assert.Equal(OnnxGraphBuilder.OpsetVersion, Assert.Single(model.OpsetImport).Version);
        Assert.Equal("scale", model.Graph.Name);
        var input = Assert.Single(model.Graph.Input);
        Assert.Equal("batch", input.Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal(2, input.Type.TensorType.Shape.Dim[1].DimValue);
        Assert.Equal(["mul", "scaled"], model.Graph.Node.Select(node => node.Name));
        Assert.Equal(["Mul", "Mul"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal("scaled", Assert.Single(model.Graph.Output).Name);
        Assert.Equal("factor", Assert.Single(model.Graph.Initializer).Name);
    }

    [Fact]
    public void Build_SameCalls_SameBytes() => Assert.Equal(Scaled().Build(), Scaled().Build());

    [Fact]
    public void Nodes_AreInOrderOfComputation()
    {
        var nodes = Scaled().Nodes;
        Assert.Same(nodes[0].Outputs[0], nodes[1].Inputs[0]);
    }

    static OnnxGraphBuilder Scaled()
    {
        var graph = new OnnxGraphBuilder("scale");
        var x = graph.Input("x", ElementType.Float32, "batch", 2);
        var factor = graph.Scalar("factor", 3f);
        graph.Output(graph.Mul(graph.Mul(x, factor), factor, "scaled"), "batch", 2);
        return graph;
    }
}
