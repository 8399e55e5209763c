using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph;

public sealed class ShapeRulesTests
{
    readonly OnnxGraphBuilder graph = new("shapes");

    [Fact]
    public void Add_ShapesThatDoNotBroadcast_NamesThem()
    {
        var error = Assert.Throws<OnnxGraphException>(() => graph.Add(Tensor("a", 2, 3), Tensor("b", 2), "sum"));
        Assert.Equal("Add 'sum': 'a' (float32 [2, 3]) and 'b' (float32 [2]) do not broadcast: right-aligned, extents must be equal, or one of them 1.", error.Message);
    }

    [Fact]
    public void Add_TwoSymbols_AreTwoExtents()
    {
        Assert.Throws<OnnxGraphException>(() => graph.Add(Tensor("a", "batch"), Tensor("b", "items")));
        Assert.Equal("[batch]", Text(graph.Add(Tensor("c", "batch"), Tensor("d", 1))));
    }

    [Fact]
    public void MatMul_ColumnsAndRows_MustAgree()
    {
        Assert.Contains("3 columns meet 2 rows", Assert.Throws<OnnxGraphException>(() => graph.MatMul(Tensor("a", 2, 3), Tensor("b", 2, 3))).Message);
        Assert.Contains("unsqueeze a vector", Assert.Throws<OnnxGraphException>(() => graph.MatMul(Tensor("c", 3), Tensor("d", 3, 2))).Message);
        Assert.Equal("[batch, 4, 2, 5]", Text(graph.MatMul(Tensor("e", "batch", 1, 2, 3), Tensor("f", 4, 3, 5))));
    }

    [Fact]
    public void Gemm_Turned_ChecksWhatMeets()
    {
        Assert.Equal("[batch, 7]", Text(graph.Gemm(Tensor("a", "batch", 3), Tensor("b", 7, 3), transposeB: true)));
        Assert.Throws<OnnxGraphException>(() => graph.Gemm(Tensor("c", "batch", 3), Tensor("d", 7, 3)));
    }

    [Fact]
    public void Reshape_Symbols_AreMultipliedAndDivided()
    {
        var x = Tensor("x", "batch", "length", 6);
        var rows = graph.Reshape(x, [-1, 6]);
        Assert.Equal("[batch*length, 6]", Text(rows));
        Assert.Equal("[batch, length, 2, 3]", Text(graph.Reshape(x, [0, 0, 2, 3])));
        Assert.Equal("[3*batch*length, 2]", Text(graph.Reshape(x, [-1, 2])));
        Assert.Equal("[batch, length, 6]", Text(graph.ReshapeLike(rows, x)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1, 4)]
    [InlineData(-1, -1)]
    [InlineData(3, 0, 1)]
    [InlineData(2, 3, -2)]
    public void Reshape_Impossible_IsRefused(params long[] target) =>
        Assert.Contains("does not go into", Assert.Throws<OnnxGraphException>(() => graph.Reshape(Tensor("x", 6), target)).Message);

    [Fact]
    public void Axis_Outside_NamesTheRange() =>
        Assert.Contains("it runs from -2 to 1", Assert.Throws<OnnxGraphException>(() => graph.ReduceSum(Tensor("x", 2, 3), [2])).Message);

    [Fact]
    public void Layout_Operators_MakeTheirShapes()
    {
        var x = Tensor("x", "batch", 3, 1);
        Assert.Equal("[1, batch, 3, 1, 1]", Text(graph.Unsqueeze(x, [0, -1])));
        Assert.Equal("[batch, 3]", Text(graph.Squeeze(x, [-1])));
        Assert.Throws<OnnxGraphException>(() => graph.Squeeze(x, [1]));
        Assert.Equal("[1, batch, 3]", Text(graph.Transpose(x, [2, 0, 1])));
        Assert.Throws<OnnxGraphException>(() => graph.Transpose(x, [2, 0]));
        Assert.Equal("[batch, 6, 1]", Text(graph.Concat([x, x], 1)));
        Assert.Throws<OnnxGraphException>(() => graph.Concat([x, Tensor("y", "batch", 3, 2)], 1));
        Assert.Equal("[batch, 2, 1]", Text(graph.Slice(x, 1, -2, long.MaxValue)));
        Assert.Equal("[2, 3, 1]", Text(graph.Slice(x, 0, -2, long.MaxValue)));
        Assert.Throws<OnnxGraphException>(() => graph.Slice(x, 1, 3, 5));
        Assert.Throws<OnnxGraphException>(() => graph.Split(x, 1, [1, 1]));
        Assert.Equal("[batch, length, 3, 1]", Text(graph.Gather(x, graph.Input("i", ElementType.Int64, "batch", "length"))));
        Assert.Equal("[batch, 1, 1]", Text(graph.ReduceMean(x, [1], keepDimensions: true)));
    }

    [Fact]
    public void Conv_Kernels_MustFit()
    {
        Assert.Equal("[batch, 8, 5, 1]", Text(graph.Conv(Tensor("x", "batch", 1, 6, 4), Tensor("k", 8, 1, 2, 4), [0, 0])));
        Assert.Contains("2 channels meet 1", Assert.Throws<OnnxGraphException>(() => graph.Conv(Tensor("y", "batch", 2, 6), Tensor("l", 8, 1, 2), [0])).Message);
        Assert.Contains("wider", Assert.Throws<OnnxGraphException>(() => graph.Conv(Tensor("z", "batch", 1, 2), Tensor("m", 8, 1, 3), [0])).Message);
    }

    [Fact]
    public void AddRows_OtherWidth_IsRefused()
    {
        var indices = graph.Input("i", ElementType.Int64, "n");
        Assert.Throws<OnnxGraphException>(() => graph.AddRows(Tensor("t", 5, 2), indices, Tensor("r", "n", 3)));
    }

    [Fact]
    public void Output_ShapeOfOtherRank_IsRefused() =>
        Assert.Throws<OnnxGraphException>(() => graph.Output(Tensor("x", 2, 3), 6));

    GraphValue Tensor(string name, params Dimension[] shape) => graph.Input(name, ElementType.Float32, shape);

    static string Text(GraphValue value) => $"[{string.Join(", ", value.Shape)}]";
}
