namespace RecConsole.Engine.Graph.Gradients;

/// <summary>
/// The one table of gradients: an ONNX operator's name and its rule. An operator that only makes integers or booleans
/// needs none, nothing floating passes through it. A test holds every row against central differences.
/// </summary>
public static class GradientTable
{
    public static IReadOnlyDictionary<string, GradientRule> Rules { get; } = new Dictionary<string, GradientRule>(StringComparer.Ordinal)
    {
        ["Abs"] = FunctionGradients.Abs,
        ["Add"] = ArithmeticGradients.Add,
        ["Cast"] = ArithmeticGradients.Cast,
        ["Concat"] = LayoutGradients.Concat,
        ["Conv"] = MatrixGradients.Conv,
        ["Div"] = ArithmeticGradients.Div,
        ["Erf"] = FunctionGradients.Erf,
        ["Exp"] = FunctionGradients.Exp,
        ["Expand"] = LayoutGradients.Expand,
        ["Gather"] = IndexGradients.Gather,
        ["GatherElements"] = IndexGradients.GatherElements,
        ["Gemm"] = MatrixGradients.Gemm,
        ["Identity"] = ArithmeticGradients.Identity,
        ["LayerNormalization"] = ReductionGradients.LayerNormalization,
        ["Log"] = FunctionGradients.Log,
        ["LogSoftmax"] = ReductionGradients.LogSoftmax,
        ["MatMul"] = MatrixGradients.MatMul,
        ["Max"] = ArithmeticGradients.Max,
        ["Min"] = ArithmeticGradients.Min,
        ["Mul"] = ArithmeticGradients.Mul,
        ["Neg"] = FunctionGradients.Neg,
        ["Pow"] = ArithmeticGradients.Pow,
        ["ReduceLogSumExp"] = ReductionGradients.ReduceLogSumExp,
        ["ReduceMax"] = ReductionGradients.ReduceMax,
        ["ReduceMean"] = ReductionGradients.ReduceMean,
        ["ReduceSum"] = ReductionGradients.ReduceSum,
        ["ReduceSumSquare"] = ReductionGradients.ReduceSumSquare,
        ["Relu"] = FunctionGradients.Relu,
        ["Reshape"] = LayoutGradients.Reshape,
        ["ScatterND"] = IndexGradients.ScatterRows,
        ["Sigmoid"] = FunctionGradients.Sigmoid,
        ["Slice"] = LayoutGradients.Slice,
        ["Softmax"] = ReductionGradients.Softmax,
        ["Softplus"] = FunctionGradients.Softplus,
        ["Split"] = LayoutGradients.Split,
        ["Sqrt"] = FunctionGradients.Sqrt,
        ["Squeeze"] = LayoutGradients.Reshape,
        ["Sub"] = ArithmeticGradients.Sub,
        ["Tanh"] = FunctionGradients.Tanh,
        ["Transpose"] = LayoutGradients.Transpose,
        ["Unsqueeze"] = LayoutGradients.Reshape,
        ["Where"] = ArithmeticGradients.Where,
    };
}
