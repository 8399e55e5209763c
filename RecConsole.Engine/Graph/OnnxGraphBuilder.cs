using System.Runtime.InteropServices;
using Google.Protobuf;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Engine.Graph;

/// <summary>
/// In: typed inputs, constants and operators, in the order of computation. Out: the bytes of an ONNX model (opset 18, IR
/// version 10), the same for the same calls. Element types and shapes are checked as each operator is added. Every value and
/// operator has a readable name, given or made from the operator's.
/// </summary>
/// <param name="name">Name of the graph in the exported file.</param>
public sealed partial class OnnxGraphBuilder(string name)
{
    /// <summary>Version of the ONNX operator set that all operators here follow.</summary>
    public const int OpsetVersion = 18;

    /// <summary>Version of the ONNX file format.</summary>
    public const int IrVersion = 10;

    readonly HashSet<string> names = new(StringComparer.Ordinal);
    readonly List<GraphNode> nodes = [];
    readonly List<GraphValue> inputs = [];
    readonly List<(GraphValue Value, Dimension[] Shape)> outputs = [];
    readonly List<TensorProto> initializers = [];
    readonly Dictionary<(ElementType Type, double Number), GraphValue> numbers = [];

    /// <summary>Stands before names that are made, not given: "grad.ffn." says what a gradient's operators belong to.</summary>
    internal string Scope { get; set; } = "";

    /// <summary>The tensors that each run brings.</summary>
    public IReadOnlyList<GraphValue> Inputs => inputs;

    /// <summary>The operators so far, each after those that it reads.</summary>
    public IReadOnlyList<GraphNode> Nodes => nodes;

    /// <summary>A tensor that each run brings. No dimensions: a scalar.</summary>
    public GraphValue Input(string name, ElementType type, params ReadOnlySpan<Dimension> shape)
    {
        var value = NewValue(name, type, shape.ToArray());
        inputs.Add(value);
        return value;
    }

    /// <summary>A tensor whose content is part of the model: row-major data of the given shape.</summary>
    /// <exception cref="OnnxGraphException">The shape asks for another number of elements, or the data exceeds 2 GB.</exception>
    public GraphValue Constant<T>(string name, ReadOnlySpan<T> data, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var expected = 1L;
        foreach (var extent in shape) expected = checked(expected * extent);
        if (expected != data.Length)
            throw new OnnxGraphException($"Constant '{name}' has {data.Length} elements; its shape [{string.Join(", ", shape.ToArray())}] asks for {expected}.");
        var type = ElementTypes.Of<T>();
        if ((long)data.Length * type.SizeInBytes() > int.MaxValue)
            throw new OnnxGraphException($"Constant '{name}' exceeds the 2 GB of one model file: make it an input.");
        var value = NewValue(name, type, [.. shape.ToArray().Select(extent => (Dimension)extent)], MemoryMarshal.AsBytes(data));
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(data)) };
        tensor.Dims.Add(shape.ToArray());
        initializers.Add(tensor);
        return value;
    }

    /// <summary>A constant without dimensions.</summary>
    public GraphValue Scalar<T>(string name, T value) where T : unmanaged => Constant<T>(name, [value]);

    /// <summary>A constant of one dimension, as axes and shapes are given to operators.</summary>
    public GraphValue Vector<T>(string name, params ReadOnlySpan<T> values) where T : unmanaged => Constant(name, values, values.Length);

    /// <summary>A number as a constant without dimensions of the given type; one for all who ask for the same.</summary>
    public GraphValue Number(ElementType type, double number)
    {
        if (numbers.TryGetValue((type, number), out var known)) return known;
        var name = FreeName(FormattableString.Invariant($"{type.Name()}_{number}"));
        return numbers[(type, number)] = type switch
        {
            ElementType.Float32 => Scalar(name, (float)number),
            ElementType.Float64 => Scalar(name, number),
            ElementType.Float16 => Scalar(name, (Half)number),
            ElementType.Int64 => Scalar(name, checked((long)number)),
            ElementType.Int32 => Scalar(name, checked((int)number)),
            _ => throw new OnnxGraphException($"A number of {type.Name()} is not used here: take float32, float64, float16, int64 or int32."),
        };
    }

    /// <summary>Makes a value an output of the model, under its name, and its extents by these names.</summary>
    public void Output(GraphValue value, params ReadOnlySpan<Dimension> shape) => AddOutput(value, shape.ToArray());

    /// <summary>Makes a value an output of the model with the shape that was found when it was made.</summary>
    public void Output(GraphValue value) => AddOutput(value, [.. value.Shape]);

    /// <summary>The model's bytes.</summary>
    /// <exception cref="OnnxGraphException">The graph has no output.</exception>
    public byte[] Build()
    {
        if (outputs.Count == 0) throw new OnnxGraphException($"Graph '{name}' has no output: name at least one.");
        var graph = new GraphProto { Name = name };
        graph.Input.Add(inputs.Select(input => ToProto(input, input.Shape)));
        graph.Output.Add(outputs.Select(output => ToProto(output.Value, output.Shape)));
        graph.Initializer.Add(initializers);
        var named = outputs.Select(output => output.Value).ToHashSet();
        foreach (var node in nodes)
        {
            graph.ValueInfo.Add(node.Outputs.Where(value => !named.Contains(value)).Select(value => ToProto(value, value.Shape)));
            var proto = new NodeProto { OpType = node.Operator, Name = node.Name };
            proto.Input.Add(node.Inputs.Select(value => value.Name));
            proto.Output.Add(node.Outputs.Select(value => value.Name));
            proto.Attribute.Add(node.Attributes);
            graph.Node.Add(proto);
        }
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "RecConsole", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OpsetVersion });
        return model.ToByteArray();
    }

    void AddOutput(GraphValue value, Dimension[] shape)
    {
        CheckOwner("Output", value.Name, value);
        if (shape.Length != value.Rank)
            throw new OnnxGraphException($"Output {value}: the shape [{string.Join(", ", shape)}] has another number of dimensions.");
        if (outputs.Any(output => output.Value == value)) throw new OnnxGraphException($"{value} is an output already.");
        outputs.Add((value, shape));
    }

    /// <summary>Adds an operator with one result that bears the operator's name.</summary>
    GraphValue Append(
        string op, string? name, ElementType type, Dimension[] shape, ReadOnlySpan<GraphValue> operands, params ReadOnlySpan<AttributeProto> attributes)
    {
        name ??= NextName(op);
        foreach (var operand in operands) CheckOwner(op, name, operand);
        var result = NewValue(name, type, shape);
        nodes.Add(new GraphNode(op, name, operands.ToArray(), [result], attributes.ToArray()));
        return result;
    }

    /// <summary>Adds an operator with several results, named after it: "attention.split.0", or by the given ends.</summary>
    GraphValue[] AppendMany(
        string op, string name, ReadOnlySpan<GraphValue> operands, (string End, ElementType Type, Dimension[] Shape)[] results, params ReadOnlySpan<AttributeProto> attributes)
    {
        foreach (var operand in operands) CheckOwner(op, name, operand);
        if (!names.Add(name)) throw Taken(name);
        var values = Array.ConvertAll(results, result => NewValue($"{name}.{result.End}", result.Type, result.Shape));
        nodes.Add(new GraphNode(op, name, operands.ToArray(), values, attributes.ToArray()));
        return values;
    }

    GraphValue NewValue(string name, ElementType type, Dimension[] shape, ReadOnlySpan<byte> content = default)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new OnnxGraphException("A value needs a name.");
        if (!names.Add(name)) throw Taken(name);
        return new GraphValue(this, name, type, shape)
        {
            Integers = type == ElementType.Int64 && content.Length > 0 ? MemoryMarshal.Cast<byte, long>(content).ToArray() : null,
        };
    }

    static OnnxGraphException Taken(string name) => new($"The name '{name}' is taken in this graph: every value has one of its own.");

    string NextName(string op) => FreeName(Scope + op.ToLowerInvariant());

    string FreeName(string stem)
    {
        if (!names.Contains(stem)) return stem;
        var number = 2;
        while (names.Contains($"{stem}_{number}")) number++;
        return $"{stem}_{number}";
    }

    void CheckOwner(string op, string name, GraphValue value)
    {
        if (value.Owner != this) throw new OnnxGraphException($"{op} '{name}': {value} belongs to another graph.");
    }

    static void CheckType(string op, string? name, GraphValue operand, IReadOnlyList<ElementType> allowed)
    {
        if (!allowed.Contains(operand.Type))
            throw new OnnxGraphException($"{op} '{name ?? op}': input {operand} must be {string.Join(", ", allowed.Select(type => type.Name()))}.");
    }

    static void CheckSame(string op, string? name, GraphValue first, params ReadOnlySpan<GraphValue> others)
    {
        foreach (var other in others)
            if (other.Type != first.Type)
                throw new OnnxGraphException($"{op} '{name ?? op}': inputs {first} and {other} must have one element type; cast one of them.");
    }

    static ValueInfoProto ToProto(GraphValue value, IReadOnlyList<Dimension> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)value.Type, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.Add(shape.Select(extent =>
            extent.IsUnknown ? new TensorShapeProto.Types.Dimension()
            : extent.Symbol is { } symbol ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
            : new TensorShapeProto.Types.Dimension { DimValue = extent.Length }));
        return new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = tensor } };
    }

    static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    static AttributeProto Attribute(string name, ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values.ToArray());
        return attribute;
    }

    static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    static AttributeProto Attribute(string name, TensorProto value) =>
        new() { Name = name, T = value, Type = AttributeProto.Types.AttributeType.Tensor };
}
