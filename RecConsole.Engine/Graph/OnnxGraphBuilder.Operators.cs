namespace RecConsole.Engine.Graph;

/// <summary>
/// The operators: each is the ONNX operator of its name (https://onnx.ai/onnx/operators), with broadcasting as NumPy's.
/// Here arithmetic and functions of single elements; layout, sums and indices stand in the files beside.
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

    /// <summary>a to the power b. A gradient goes to the base only: the exponent is a constant.</summary>
    public GraphValue Pow(GraphValue a, GraphValue b, string? name = null) => Arithmetic("Pow", a, b, name);

    public GraphValue Neg(GraphValue data, string? name = null) => Function("Neg", data, name);

    public GraphValue Abs(GraphValue data, string? name = null) => Function("Abs", data, name);

    /// <summary>-1, 0 or 1.</summary>
    public GraphValue Sign(GraphValue data, string? name = null) => Function("Sign", data, name);

    public GraphValue Exp(GraphValue data, string? name = null) => Function("Exp", data, name);

    /// <summary>The natural logarithm.</summary>
    public GraphValue Log(GraphValue data, string? name = null) => Function("Log", data, name);

    public GraphValue Sqrt(GraphValue data, string? name = null) => Function("Sqrt", data, name);

    public GraphValue Sigmoid(GraphValue data, string? name = null) => Function("Sigmoid", data, name);

    public GraphValue Tanh(GraphValue data, string? name = null) => Function("Tanh", data, name);

    public GraphValue Relu(GraphValue data, string? name = null) => Function("Relu", data, name);

    /// <summary>The error function.</summary>
    public GraphValue Erf(GraphValue data, string? name = null) => Function("Erf", data, name);

    /// <summary>log(1 + e^x).</summary>
    public GraphValue Softplus(GraphValue data, string? name = null) => Function("Softplus", data, name);

    /// <summary>x times the normal distribution's share below x (Hendrycks and Gimpel 2016), made of the operators above.</summary>
    public GraphValue Gelu(GraphValue data, string? name = null)
    {
        name ??= NextName("Gelu");
        var share = Add(Erf(Mul(data, Number(data.Type, Math.Sqrt(0.5)), $"{name}.scaled"), $"{name}.erf"), Number(data.Type, 1), $"{name}.share");
        return Mul(Mul(data, share, $"{name}.twice"), Number(data.Type, 0.5), name);
    }

    public GraphValue Identity(GraphValue data, string? name = null) => Append("Identity", name, data.Type, [.. data.Shape], [data]);

    /// <summary>A number becomes another type; a gradient passes between floating types only.</summary>
    public GraphValue Cast(GraphValue data, ElementType type, string? name = null) =>
        Append("Cast", name, type, [.. data.Shape], [data], Attribute("to", (long)type));

    public GraphValue Equal(GraphValue a, GraphValue b, string? name = null)
    {
        CheckSame("Equal", name, a, b);
        return Append("Equal", name, ElementType.Bool, ShapeRules.Broadcast("Equal", name, a, b), [a, b]);
    }

    public GraphValue Less(GraphValue a, GraphValue b, string? name = null) => Comparison("Less", a, b, name);

    public GraphValue Greater(GraphValue a, GraphValue b, string? name = null) => Comparison("Greater", a, b, name);

    public GraphValue Or(GraphValue a, GraphValue b, string? name = null)
    {
        CheckType("Or", name, a, [ElementType.Bool]);
        CheckSame("Or", name, a, b);
        return Append("Or", name, ElementType.Bool, ShapeRules.Broadcast("Or", name, a, b), [a, b]);
    }

    /// <summary>From <paramref name="whenTrue"/> where the condition holds, else from <paramref name="whenFalse"/>.</summary>
    public GraphValue Where(GraphValue condition, GraphValue whenTrue, GraphValue whenFalse, string? name = null)
    {
        CheckType("Where", name, condition, [ElementType.Bool]);
        CheckSame("Where", name, whenTrue, whenFalse);
        return Append("Where", name, whenTrue.Type, ShapeRules.Broadcast("Where", name, condition, whenTrue, whenFalse), [condition, whenTrue, whenFalse]);
    }

    /// <summary>Matrix product over the last two dimensions; those before are broadcast.</summary>
    public GraphValue MatMul(GraphValue a, GraphValue b, string? name = null)
    {
        CheckType("MatMul", name, a, ElementTypes.Floating);
        CheckSame("MatMul", name, a, b);
        return Append("MatMul", name, a.Type, ShapeRules.MatMul(name, a, b), [a, b]);
    }

    /// <summary>op(a) x op(b) of two matrices, where op transposes on request: no transposed copy is made.</summary>
    public GraphValue Gemm(GraphValue a, GraphValue b, bool transposeA = false, bool transposeB = false, string? name = null)
    {
        CheckType("Gemm", name, a, ElementTypes.Floating);
        CheckSame("Gemm", name, a, b);
        return Append("Gemm", name, a.Type, ShapeRules.Gemm(name, a, b, transposeA, transposeB), [a, b],
            Attribute("transA", transposeA ? 1 : 0), Attribute("transB", transposeB ? 1 : 0));
    }

    /// <summary>
    /// Convolution in one or two dimensions, stride 1: data [batch, channels, places...] with kernels
    /// [filters, channels, places...] and as many zeros put on each side.
    /// </summary>
    public GraphValue Conv(GraphValue data, GraphValue kernels, ReadOnlySpan<long> padding, string? name = null) =>
        Convolution("Conv", name, data, kernels, kernels.Rank > 0 ? kernels.Shape[0] : 0, 1, padding, -1);

    /// <summary>What <see cref="Conv"/> is to its data, transposed: its gradient towards them.</summary>
    internal GraphValue ConvTranspose(GraphValue data, GraphValue kernels, ReadOnlySpan<long> padding) =>
        Convolution("ConvTranspose", null, data, kernels, kernels.Shape[1], 0, padding, 1);

    GraphValue Convolution(
        string op, string? name, GraphValue data, GraphValue kernels, Dimension filters, int channelAxis, ReadOnlySpan<long> padding, int direction)
    {
        CheckType(op, name, data, ElementTypes.Floating);
        CheckSame(op, name, data, kernels);
        if (data.Rank is not (3 or 4) || kernels.Rank != data.Rank || padding.Length != data.Rank - 2)
            throw ShapeRules.DoNotFit(op, name, data, kernels, "must have three or four dimensions, with a padding for each but the first two");
        if (!ShapeRules.Fit(data.Shape[1], kernels.Shape[channelAxis]))
            throw ShapeRules.DoNotFit(op, name, data, kernels, $"do not convolve: {data.Shape[1]} channels meet {kernels.Shape[channelAxis]}");
        var shape = new Dimension[data.Rank];
        (shape[0], shape[1]) = (data.Shape[0], filters);
        for (var i = 2; i < shape.Length; i++)
        {
            var (places, width) = (data.Shape[i], kernels.Shape[i]);
            var length = direction < 0 ? places.Length + 2 * padding[i - 2] - width.Length + 1 : places.Length - 2 * padding[i - 2] + width.Length - 1;
            if (places.IsNumber && width.IsNumber && length <= 0)
                throw ShapeRules.DoNotFit(op, name, data, kernels, "leave nothing: a kernel is wider than the padded data");
            shape[i] = places.IsNumber && width.IsNumber ? length : width == 1 && padding[i - 2] == 0 ? places : Dimension.Unknown;
        }
        long[] bothEnds = [.. padding, .. padding];
        return Append(op, name, data.Type, shape, [data, kernels], Attribute("pads", bothEnds));
    }

    GraphValue Arithmetic(string op, GraphValue a, GraphValue b, string? name)
    {
        CheckType(op, name, a, ElementTypes.Numeric);
        CheckSame(op, name, a, b);
        return Append(op, name, a.Type, ShapeRules.Broadcast(op, name, a, b), [a, b]);
    }

    GraphValue Comparison(string op, GraphValue a, GraphValue b, string? name)
    {
        CheckType(op, name, a, ElementTypes.Numeric);
        CheckSame(op, name, a, b);
        return Append(op, name, ElementType.Bool, ShapeRules.Broadcast(op, name, a, b), [a, b]);
    }

    GraphValue Function(string op, GraphValue data, string? name)
    {
        CheckType(op, name, data, op is "Neg" or "Abs" or "Sign" ? ElementTypes.Numeric : ElementTypes.Floating);
        return Append(op, name, data.Type, [.. data.Shape], [data]);
    }
}
