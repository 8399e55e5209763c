namespace RecConsole.Engine.Graph;

/// <summary>
/// The operators: each is the ONNX operator of its name (https://onnx.ai/onnx/operators), with broadcasting as NumPy's.
/// A rule that has to know every operator (a gradient) is keyed by <see cref="GraphNode.Operator"/>.
/// </summary>
public sealed partial class OnnxGraphBuilder
{
    public GraphValue Add(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Add", a, b, name);

    public GraphValue Sub(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Sub", a, b, name);

    public GraphValue Mul(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Mul", a, b, name);

    public GraphValue Div(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Div", a, b, name);

    /// <summary>The larger of the two, element by element.</summary>
    public GraphValue Max(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Max", a, b, name);

    /// <summary>The smaller of the two, element by element.</summary>
    public GraphValue Min(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Min", a, b, name);

    /// <summary>Matrix product over the last two dimensions; those before are broadcast.</summary>
    public GraphValue MatMul(GraphValue a, GraphValue b, string? name = null)
    {
        CheckType("MatMul", name, a, ElementTypes.Floating);
        CheckSame("MatMul", name, a, b);
        return Append("MatMul", name, a.Type, [a, b]);
    }

    /// <summary>op(a) x op(b) of two matrices, where op transposes on request: no transposed copy is made.</summary>
    public GraphValue Gemm(GraphValue a, GraphValue b, bool transposeA = false, bool transposeB = false, string? name = null)
    {
        CheckType("Gemm", name, a, ElementTypes.Floating);
        CheckSame("Gemm", name, a, b);
        return Append("Gemm", name, a.Type, [a, b], Attribute("transA", transposeA ? 1 : 0), Attribute("transB", transposeB ? 1 : 0));
    }

    /// <summary>Slices of <paramref name="data"/> along <paramref name="axis"/>; index -1 is the last.</summary>
    public GraphValue Gather(GraphValue data, GraphValue indices, int axis = 0, string? name = null)
    {
        CheckType("Gather", name, indices, ElementTypes.Index);
        return Append("Gather", name, data.Type, [data, indices], Attribute("axis", axis));
    }

    /// <summary>Sum over the given axes.</summary>
    public GraphValue ReduceSum(GraphValue data, ReadOnlySpan<long> axes, bool keepDimensions = false, string? name = null)
    {
        CheckType("ReduceSum", name, data, ElementTypes.Numeric);
        name ??= NextName("ReduceSum");
        return Append("ReduceSum", name, data.Type, [data, Vector($"{name}.axes", axes)], Attribute("keepdims", keepDimensions ? 1 : 0));
    }

    /// <summary>The same elements in another shape; 0 keeps the extent in that place, one -1 is whatever is left.</summary>
    public GraphValue Reshape(GraphValue data, ReadOnlySpan<long> shape, string? name = null)
    {
        name ??= NextName("Reshape");
        return Append("Reshape", name, data.Type, [data, Vector($"{name}.shape", shape)]);
    }

    /// <summary>Dimensions of extent 1 put in, at these places of the result.</summary>
    public GraphValue Unsqueeze(GraphValue data, ReadOnlySpan<long> axes, string? name = null)
    {
        name ??= NextName("Unsqueeze");
        return Append("Unsqueeze", name, data.Type, [data, Vector($"{name}.axes", axes)]);
    }

    /// <summary>Dimensions of extent 1 taken out.</summary>
    public GraphValue Squeeze(GraphValue data, ReadOnlySpan<long> axes, string? name = null)
    {
        name ??= NextName("Squeeze");
        return Append("Squeeze", name, data.Type, [data, Vector($"{name}.axes", axes)]);
    }

    /// <summary>Dimensions in another order.</summary>
    public GraphValue Transpose(GraphValue data, ReadOnlySpan<long> permutation, string? name = null) =>
        Append("Transpose", name, data.Type, [data], Attribute("perm", permutation));

    public GraphValue Concat(ReadOnlySpan<GraphValue> parts, int axis, string? name = null)
    {
        if (parts.IsEmpty) throw new OnnxGraphException($"Concat '{name ?? "Concat"}': nothing to put together.");
        CheckSame("Concat", name, parts[0], parts[1..]);
        return Append("Concat", name, parts[0].Type, parts, Attribute("axis", axis));
    }

    public GraphValue Cast(GraphValue data, ElementType type, string? name = null) =>
        Append("Cast", name, type, [data], Attribute("to", (long)type));

    public GraphValue Equal(GraphValue a, GraphValue b, string? name = null)
    {
        CheckSame("Equal", name, a, b);
        return Append("Equal", name, ElementType.Bool, [a, b]);
    }

    public GraphValue Less(GraphValue a, GraphValue b, string? name = null)
    {
        CheckType("Less", name, a, ElementTypes.Numeric);
        CheckSame("Less", name, a, b);
        return Append("Less", name, ElementType.Bool, [a, b]);
    }

    /// <summary>From <paramref name="whenTrue"/> where the condition holds, else from <paramref name="whenFalse"/>.</summary>
    public GraphValue Where(GraphValue condition, GraphValue whenTrue, GraphValue whenFalse, string? name = null)
    {
        CheckType("Where", name, condition, [ElementType.Bool]);
        CheckSame("Where", name, whenTrue, whenFalse);
        return Append("Where", name, whenTrue.Type, [condition, whenTrue, whenFalse]);
    }

    /// <summary>
    /// The <paramref name="count"/> (int64, shape [1]) largest along an axis, largest first. The runtime breaks ties by
    /// the lower index on the CPU; ONNX promises that nowhere else.
    /// </summary>
    /// <param name="name">Stem of the two results' names.</param>
    public (GraphValue Values, GraphValue Indices) TopK(GraphValue data, GraphValue count, int axis = -1, string? name = null)
    {
        CheckType("TopK", name, data, ElementTypes.Numeric);
        CheckType("TopK", name, count, [ElementType.Int64]);
        name ??= NextName("TopK");
        CheckOwner("TopK", name, data);
        CheckOwner("TopK", name, count);
        names.Add(name);
        var values = NewValue($"{name}.values", data.Type);
        var indices = NewValue($"{name}.indices", ElementType.Int64);
        nodes.Add(new GraphNode("TopK", name, [data, count], [values, indices],
            [Attribute("axis", axis), Attribute("largest", 1), Attribute("sorted", 1)]));
        return (values, indices);
    }

    GraphValue Arithmetic(string op, GraphValue a, GraphValue b, string? name)
    {
        CheckType(op, name, a, ElementTypes.Numeric);
        CheckSame(op, name, a, b);
        return Append(op, name, a.Type, [a, b]);
    }
}
