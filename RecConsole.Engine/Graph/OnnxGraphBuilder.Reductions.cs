namespace RecConsole.Engine.Graph;

/// <summary>Operators over a whole axis: sums, the largest, normalisations.</summary>
public sealed partial class OnnxGraphBuilder
{
    /// <summary>Sum over the given axes.</summary>
    public GraphValue ReduceSum(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null) =>
        Reduction("ReduceSum", data, axes, keepDimensions, name);

    /// <summary>Mean over the given axes.</summary>
    public GraphValue ReduceMean(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null) =>
        Reduction("ReduceMean", data, axes, keepDimensions, name);

    /// <summary>The largest over the given axes.</summary>
    public GraphValue ReduceMax(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null) =>
        Reduction("ReduceMax", data, axes, keepDimensions, name);

    /// <summary>log of the sum of e^x over the given axes, without overflow.</summary>
    public GraphValue ReduceLogSumExp(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null) =>
        Reduction("ReduceLogSumExp", data, axes, keepDimensions, name);

    /// <summary>Sum of squares over the given axes.</summary>
    public GraphValue ReduceSumSquare(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null) =>
        Reduction("ReduceSumSquare", data, axes, keepDimensions, name);

    /// <summary>The sum of all elements, a scalar.</summary>
    public GraphValue Total(GraphValue data, string? name = null) => data.Rank == 0 ? data : ReduceSum(data, AllAxes(data), name: name);

    /// <summary>The mean of all elements, a scalar.</summary>
    public GraphValue Mean(GraphValue data, string? name = null) => data.Rank == 0 ? data : ReduceMean(data, AllAxes(data), name: name);

    /// <summary>e^x, scaled to add up to 1 along the axis.</summary>
    public GraphValue Softmax(GraphValue data, int axis = -1, string? name = null) => AlongAxis("Softmax", data, axis, name);

    /// <summary>The logarithm of <see cref="Softmax"/>, without overflow.</summary>
    public GraphValue LogSoftmax(GraphValue data, int axis = -1, string? name = null) => AlongAxis("LogSoftmax", data, axis, name);

    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) over the last axis, times scale plus bias (Ba, Kiros and Hinton 2016).
    /// </summary>
    public GraphValue LayerNormalization(GraphValue data, GraphValue scale, GraphValue bias, float epsilon = 1e-5f, string? name = null)
    {
        CheckType("LayerNormalization", name, data, [ElementType.Float32]); // ONNX keeps mean and deviation in float32, whatever the data are
        CheckSame("LayerNormalization", name, data, scale, bias);
        foreach (var operand in (ReadOnlySpan<GraphValue>)[scale, bias])
            if (data.Rank == 0 || operand.Rank != 1 || !ShapeRules.Fit(operand.Shape[0], data.Shape[^1]))
                throw ShapeRules.DoNotFit("LayerNormalization", name, data, operand, "must have one last extent, and nothing but it in the second");
        Dimension[] row = [.. data.Shape.SkipLast(1), 1];
        return AppendMany("LayerNormalization", name ?? NextName("LayerNormalization"), [data, scale, bias],
            [("value", data.Type, [.. data.Shape]), ("mean", data.Type, row), ("inverse_deviation", data.Type, row)],
            Attribute("axis", -1), Attribute("epsilon", epsilon))[0];
    }

    static long[] AllAxes(GraphValue data) => [.. Enumerable.Range(0, data.Rank).Select(axis => (long)axis)];

    GraphValue AlongAxis(string op, GraphValue data, int axis, string? name)
    {
        CheckType(op, name, data, ElementTypes.Floating);
        return Append(op, name, data.Type, [.. data.Shape], [data], Attribute("axis", ShapeRules.Axis(op, name, data, axis)));
    }

    GraphValue Reduction(string op, GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions, string? name)
    {
        CheckType(op, name, data, ElementTypes.Numeric);
        name ??= NextName(op);
        if (axes.IsEmpty) throw new OnnxGraphException($"{op} '{name}': name the axes to go over.");
        var places = ShapeRules.Axes(op, name, data, axes);
        return Append(op, name, data.Type, ShapeRules.Reduce(data, places, keepDimensions),
            [data, Vector($"{name}.axes", Array.ConvertAll(places, place => (long)place))], Attribute("keepdims", keepDimensions ? 1 : 0));
    }
}
