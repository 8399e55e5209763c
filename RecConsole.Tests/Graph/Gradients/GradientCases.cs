using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph.Gradients;

/// <summary>The cases for every row of the gradient table: plain, broadcast, symbolic, and what is particular to the operator.</summary>
static class GradientCases
{
    static readonly (double, double) Positive = (0.3, 2);

    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. Binary("Add", (g, a, b) => g.Add(a, b)),
        .. Binary("Sub", (g, a, b) => g.Sub(a, b)),
        .. Binary("Mul", (g, a, b) => g.Mul(a, b)),
        .. Binary("Div", (g, a, b) => g.Div(a, b)).Select(trial => trial with { Range = Positive }),
        .. Binary("Max", (g, a, b) => g.Max(a, b)),
        .. Binary("Min", (g, a, b) => g.Min(a, b)),
        new("Mul", "one tensor twice", [[2, 3]], (g, x) => g.Mul(x[0], x[0])),
        .. Unary("Abs", (g, x) => g.Abs(x)),
        .. Unary("Neg", (g, x) => g.Neg(x)),
        .. Unary("Exp", (g, x) => g.Exp(x)),
        .. Unary("Log", (g, x) => g.Log(x)).Select(trial => trial with { Range = Positive }),
        .. Unary("Sqrt", (g, x) => g.Sqrt(x)).Select(trial => trial with { Range = Positive }),
        .. Unary("Sigmoid", (g, x) => g.Sigmoid(x)),
        .. Unary("Tanh", (g, x) => g.Tanh(x)),
        .. Unary("Relu", (g, x) => g.Relu(x)),
        .. Unary("Erf", (g, x) => g.Erf(x)).Select(Float),
        .. Unary("Erf", (g, x) => g.Gelu(x)).Select(trial => Float(trial) with { Situation = "as Gelu" }),
        .. Unary("Softplus", (g, x) => g.Softplus(x)).Select(Float),
        .. Unary("Identity", (g, x) => g.Identity(x)),
        new("Pow", "a constant exponent", [[2, 3]], (g, x) => g.Pow(x[0], g.Number(x[0].Type, 2.5))) { Range = Positive },
        new("Cast", "to another floating type and back", [[4]], (g, x) => g.Mul(x[0], g.Cast(g.Cast(x[0], ElementType.Float64), x[0].Type))) { Type = ElementType.Float32 },
        new("Where", "both sides, broadcast", [[2, 3], [3]], (g, x) => g.Where(g.Greater(x[0], g.Number(x[0].Type, 0)), g.Mul(x[0], x[0]), x[1])),

        new("MatMul", "matrices", [[2, 3], [3, 4]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul", "a stack and one matrix", [[2, 2, 3], [3, 4]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul", "two stacks", [[2, 2, 3], [2, 3, 4]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul", "stacks of which one is broadcast", [[2, 1, 2, 3], [3, 3, 2]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul", "a matrix and a stack", [[2, 3], [2, 3, 4]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul", "two stacks", [[2, 5, 3], [2, 3, 4]], (g, x) => g.MatMul(x[0], x[1])) { Symbolic = true },
        new("Gemm", "plain", [[2, 3], [3, 4]], (g, x) => g.Gemm(x[0], x[1])),
        new("Gemm", "first turned", [[3, 2], [3, 4]], (g, x) => g.Gemm(x[0], x[1], transposeA: true)),
        new("Gemm", "second turned", [[2, 3], [4, 3]], (g, x) => g.Gemm(x[0], x[1], transposeB: true)),
        new("Gemm", "both turned", [[3, 2], [4, 3]], (g, x) => g.Gemm(x[0], x[1], transposeA: true, transposeB: true)),
        new("Conv", "one dimension", [[2, 3, 5], [4, 3, 2]], (g, x) => g.Conv(x[0], x[1], [0])) { Type = ElementType.Float32 },
        new("Conv", "two dimensions, padded", [[2, 2, 4, 3], [3, 2, 3, 2]], (g, x) => g.Conv(x[0], x[1], [1, 1])) { Type = ElementType.Float32 },
        new("Conv", "kernels as wide as the data", [[2, 1, 4, 3], [3, 1, 2, 3]], (g, x) => g.Conv(x[0], x[1], [0, 0])) { Type = ElementType.Float32 },

        new("Reshape", "with a rest", [[2, 6]], (g, x) => g.Reshape(x[0], [4, -1])),
        new("Reshape", "symbols joined", [[2, 3, 4]], (g, x) => g.ReshapeLike(g.Softmax(g.Reshape(x[0], [-1, 4])), x[0])),
        new("Reshape", "symbols joined", [[2, 3]], (g, x) => g.Reshape(x[0], [-1])) { Symbolic = true },
        new("Squeeze", "two axes", [[1, 3, 1]], (g, x) => g.Squeeze(x[0], [0, -1])),
        new("Unsqueeze", "two axes", [[3, 2]], (g, x) => g.Unsqueeze(x[0], [0, -1])),
        new("Transpose", "three axes in a circle", [[2, 3, 4]], (g, x) => g.Transpose(x[0], [2, 0, 1])),
        new("Expand", "a row to a matrix", [[3], [2, 3]], (g, x) => g.Mul(g.ExpandLike(x[0], x[1]), x[1])),
        new("Concat", "unequal parts, one twice", [[2, 3], [2, 1]], (g, x) => g.Concat([x[0], x[1], x[0]], 1)),
        new("Concat", "a single part", [[2, 3]], (g, x) => g.Concat([x[0]], 0)),
        new("Slice", "from the start", [[4, 3]], (g, x) => g.Slice(x[0], 0, 1, 3)),
        new("Slice", "from the end", [[4, 3]], (g, x) => g.Slice(x[0], -1, -2, long.MaxValue)),
        new("Slice", "from the end", [[4, 3]], (g, x) => g.Slice(x[0], 0, -3, -1)) { Symbolic = true },
        new("Split", "two of three parts used", [[2, 5]], (g, x) => Product(g, g.Split(x[0], 1, [2, 2, 1])[..2])),
        new("Split", "a part without a use", [[5, 2]], (g, x) => g.Split(x[0], 0, [1, 3, 1])[1]),

        new("Gather", "rows, one twice, one from the end", [[4, 3]], (g, x) => g.Gather(x[0], g.Constant("rows", [1L, -1L, 1L, 0L], 2, 2))),
        new("Gather", "indices of 32 bits", [[4, 3]], (g, x) => g.Gather(x[0], g.Vector("rows", 2, 2, -4))),
        new("Gather", "columns", [[2, 4, 2]], (g, x) => g.Gather(x[0], g.Constant("columns", [1L, -1L, 1L, 0L], 2, 2), axis: 1)),
        new("Gather", "a row of what was computed", [[4, 3]], (g, x) => g.Gather(g.Tanh(x[0]), g.Vector("rows", 2L, 2L))),
        new("GatherElements", "the same twice", [[2, 3]], (g, x) => g.GatherElements(x[0], g.Constant("places", [2L, 2L, -1L, 0L], 2, 2), 1)),
        new("ScatterND", "rows added, one twice", [[4, 3], [3, 3]], (g, x) => g.AddRows(x[0], g.Vector("rows", 2L, 0L, 2L), g.Tanh(x[1]))),

        .. Reduction("ReduceSum", (g, x, axes, keep) => g.ReduceSum(x, axes, keep)),
        .. Reduction("ReduceMean", (g, x, axes, keep) => g.ReduceMean(x, axes, keep)),
        .. Reduction("ReduceMax", (g, x, axes, keep) => g.ReduceMax(x, axes, keep)),
        .. Reduction("ReduceLogSumExp", (g, x, axes, keep) => g.ReduceLogSumExp(x, axes, keep)),
        .. Reduction("ReduceSumSquare", (g, x, axes, keep) => g.ReduceSumSquare(x, axes, keep)),
        .. AlongAxis("Softmax", (g, x, axis) => g.Softmax(x, axis)),
        .. AlongAxis("LogSoftmax", (g, x, axis) => g.LogSoftmax(x, axis)),
        new("LayerNormalization", "rows of a stack", [[2, 2, 4], [4], [4]], (g, x) => g.LayerNormalization(x[0], x[1], x[2])) { Type = ElementType.Float32 },
    ];

    static GradientCase Float(GradientCase trial) => trial with { Type = ElementType.Float32 };

    static GraphValue Product(OnnxGraphBuilder graph, GraphValue[] parts) => graph.Mul(parts[0], graph.Exp(parts[1]));

    static IEnumerable<GradientCase> Unary(string op, Func<OnnxGraphBuilder, GraphValue, GraphValue> build) =>
    [
        new(op, "a matrix", [[2, 3]], (g, x) => build(g, x[0])),
        new(op, "symbolic", [[2, 3]], (g, x) => build(g, x[0])) { Symbolic = true },
    ];

    static IEnumerable<GradientCase> Binary(string op, Func<OnnxGraphBuilder, GraphValue, GraphValue, GraphValue> build) =>
    [
        new(op, "one shape", [[2, 3], [2, 3]], (g, x) => build(g, x[0], x[1])),
        new(op, "a row and a matrix", [[3], [2, 3]], (g, x) => build(g, x[0], x[1])),
        new(op, "a matrix and a column", [[2, 3], [2, 1]], (g, x) => build(g, x[0], x[1])),
        new(op, "a scalar and a stack", [[2, 2, 3], []], (g, x) => build(g, x[0], x[1])),
        new(op, "both broadcast", [[2, 1, 3], [4, 1]], (g, x) => build(g, x[0], x[1])),
        new(op, "symbolic", [[2, 3], [3]], (g, x) => build(g, x[0], x[1])) { Symbolic = true },
    ];

    static IEnumerable<GradientCase> Reduction(string op, Func<OnnxGraphBuilder, GraphValue, long[], bool, GraphValue> build) =>
    [
        new(op, "last axis", [[2, 3]], (g, x) => build(g, x[0], [-1], false)),
        new(op, "outer axes, kept", [[2, 3, 2]], (g, x) => build(g, x[0], [0, 2], true)),
        new(op, "symbolic", [[2, 3]], (g, x) => build(g, x[0], [0], false)) { Symbolic = true },
    ];

    static IEnumerable<GradientCase> AlongAxis(string op, Func<OnnxGraphBuilder, GraphValue, int, GraphValue> build) =>
    [
        new(op, "last axis", [[2, 3]], (g, x) => build(g, x[0], -1)),
        new(op, "middle axis", [[2, 3, 2]], (g, x) => build(g, x[0], 1)),
    ];
}
