using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Graph;

public sealed class OnnxOperatorTests
{
    static readonly float[] A = Gaussians(1, 6);
    static readonly float[] B = Gaussians(2, 6);

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Max")]
    [InlineData("Min")]
    public void Arithmetic_TwoMatrices_ElementByElement(string op)
    {
        var actual = GraphRun.Of<float>(graph =>
        {
            var a = graph.Constant<float>("a", A, 2, 3);
            var b = graph.Constant<float>("b", B, 2, 3);
            return op switch
            {
                "Add" => graph.Add(a, b),
                "Sub" => graph.Sub(a, b),
                "Mul" => graph.Mul(a, b),
                "Div" => graph.Div(a, b),
                "Max" => graph.Max(a, b),
                _ => graph.Min(a, b),
            };
        }, 2, 3);
        var expected = A.Zip(B, (a, b) => op switch
        {
            "Add" => a + b,
            "Sub" => a - b,
            "Mul" => a * b,
            "Div" => a / b,
            "Max" => MathF.Max(a, b),
            _ => MathF.Min(a, b),
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Add_RowAndMatrix_Broadcasts()
    {
        var actual = GraphRun.Of<float>(graph => graph.Add(graph.Constant<float>("a", A, 2, 3), graph.Vector("row", 10f, 20f, 30f)), 2, 3);
        Assert.Equal(A.Select((a, i) => a + 10f * (i % 3 + 1)), actual);
    }

    [Fact]
    public void MatMul_TwoMatrices_IsTheSumOfProducts()
    {
        var actual = GraphRun.Of<float>(graph => graph.MatMul(graph.Constant<float>("a", A, 2, 3), graph.Constant<float>("b", B, 3, 2)), 2, 2);
        AssertClose(Product(2, 3, 2, (i, k) => A[i * 3 + k], (k, j) => B[k * 2 + j]), actual);
    }

    [Fact]
    public void Gemm_Transposed_IsTheProductOfTheTransposes()
    {
        var actual = GraphRun.Of<float>(graph =>
            graph.Gemm(graph.Constant<float>("a", A, 3, 2), graph.Constant<float>("b", B, 2, 3), transposeA: true, transposeB: true), 2, 2);
        AssertClose(Product(2, 3, 2, (i, k) => A[k * 2 + i], (k, j) => B[j * 3 + k]), actual);
    }

    [Fact]
    public void Gather_Indices_TakesRowsAndCountsFromTheEnd()
    {
        var actual = GraphRun.Of<float>(graph => graph.Gather(graph.Constant<float>("a", A, 3, 2), graph.Vector("i", 2L, 0L, -1L)), 3, 2);
        Assert.Equal([A[4], A[5], A[0], A[1], A[4], A[5]], actual);
    }

    [Fact]
    public void ReduceSum_OneAxis_SumsIt()
    {
        var actual = GraphRun.Of<float>(graph => graph.ReduceSum(graph.Constant<float>("a", A, 2, 3), [1]), 2);
        AssertClose([A[0] + A[1] + A[2], A[3] + A[4] + A[5]], actual);
    }

    [Fact]
    public void Reshape_ThenUnsqueezeAndSqueeze_KeepsTheElements()
    {
        var actual = GraphRun.Of<float>(graph =>
            graph.Squeeze(graph.Unsqueeze(graph.Reshape(graph.Constant<float>("a", A, 2, 3), [3, -1]), [0]), [0]), 3, 2);
        Assert.Equal(A, actual);
    }

    [Fact]
    public void Transpose_Matrix_SwapsRowsAndColumns()
    {
        var actual = GraphRun.Of<float>(graph => graph.Transpose(graph.Constant<float>("a", A, 2, 3), [1, 0]), 3, 2);
        Assert.Equal([A[0], A[3], A[1], A[4], A[2], A[5]], actual);
    }

    [Fact]
    public void Concat_Columns_PutsThemSideBySide()
    {
        var actual = GraphRun.Of<float>(graph =>
            graph.Concat([graph.Constant<float>("a", A, 2, 3), graph.Constant<float>("b", [7f, 8f], 2, 1)], axis: 1), 2, 4);
        Assert.Equal([A[0], A[1], A[2], 7, A[3], A[4], A[5], 8], actual);
    }

    [Fact]
    public void Cast_FloatToInt_DropsTheFraction()
    {
        var actual = GraphRun.Of<long>(graph => graph.Cast(graph.Vector("a", 1.9f, -1.9f, 0f), ElementType.Int64), 3);
        Assert.Equal([1, -1, 0], actual);
    }

    [Fact]
    public void Where_LessAndEqual_ChooseBySide()
    {
        var actual = GraphRun.Of<float>(graph =>
        {
            var x = graph.Vector("x", -1L, 0L, 1L);
            var zero = graph.Scalar("zero", 0L);
            var positive = graph.Where(graph.Less(x, zero), graph.Scalar("minus", -5f), graph.Scalar("plus", 5f));
            return graph.Where(graph.Equal(x, zero), graph.Scalar("none", 0f), positive);
        }, 3);
        Assert.Equal([-5f, 0f, 5f], actual);
    }

    [Fact]
    public void TopK_Ties_LargestFirstThenLowerIndex()
    {
        var graph = new OnnxGraphBuilder("test");
        var (values, indices) = graph.TopK(graph.Constant("x", [3f, 9f, 3f, 9f, 1f], 1, 5), graph.Vector("k", 3L), name: "best");
        graph.Output(values, 1, 3);
        graph.Output(indices, 1, 3);
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        var best = binding.Output<float>("best.values", 1, 3);
        var places = binding.Output<long>("best.indices", 1, 3);
        binding.Run();
        Assert.Equal([9f, 9f, 3f], best.ToArray());
        Assert.Equal([1L, 3L, 0L], places.ToArray());
    }

    static IEnumerable<float> Product(int rows, int inner, int columns, Func<int, int, float> a, Func<int, int, float> b) =>
        from i in Enumerable.Range(0, rows)
        from j in Enumerable.Range(0, columns)
        select Enumerable.Range(0, inner).Sum(k => a(i, k) * b(k, j));

    static void AssertClose(IEnumerable<float> expected, float[] actual) =>
        Assert.All(expected.Zip(actual, (e, a) => (e, a)).ToList(), pair => Assert.Equal(pair.e, pair.a, 1e-5f));

    static float[] Gaussians(ulong seed, int count)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian())];
    }
}
