using System.Runtime.InteropServices;
using Google.Protobuf;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Engine.Graph;

/// <summary>
/// In: typed inputs, constants and operators, in the order of computation. Out: the bytes of an ONNX model (opset 18, IR
/// version 10), the same for the same calls. Element types are checked as each operator is added, shapes by the runtime
/// when it loads the model. Every value and operator has a readable name, given or made from the operator's.
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
    readonly List<(GraphValue Value, Dimension[] Shape)> inputs = [];
    readonly List<(GraphValue Value, Dimension[]? Shape)> outputs = [];
    readonly List<TensorProto> initializers = [];

    /// <summary>The operators so far, each after those that it reads.</summary>
    public IReadOnlyList<GraphNode> Nodes => nodes;

    /// <summary>A tensor that each run brings. No dimensions: a scalar.</summary>
    public GraphValue Input(string name, ElementType type, params ReadOnlySpan<Dimension> shape)
    {
        var value = NewValue(name, type);
        inputs.Add((value, shape.ToArray()));
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
        var value = NewValue(name, type);
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(data)) };
        tensor.Dims.Add(shape.ToArray());
        initializers.Add(tensor);
        return value;
    }

    /// <summary>A constant without dimensions.</summary>
    public GraphValue Scalar<T>(string name, T value) where T : unmanaged => Constant<T>(name, [value]);

    /// <summary>A constant of one dimension, as axes and shapes are given to operators.</summary>
    public GraphValue Vector<T>(string name, params ReadOnlySpan<T> values) where T : unmanaged => Constant(name, values, values.Length);

    /// <summary>Makes a value an output of the model, under its name.</summary>
    public void Output(GraphValue value, params ReadOnlySpan<Dimension> shape) => AddOutput(value, shape.ToArray());

    /// <summary>Makes a value an output of the model and leaves its shape to the runtime's inference.</summary>
    public void OutputOfAnyShape(GraphValue value) => AddOutput(value, null);

    /// <summary>The model's bytes.</summary>
    /// <exception cref="OnnxGraphException">The graph has no output.</exception>
    public byte[] Build()
    {
        if (outputs.Count == 0) throw new OnnxGraphException($"Graph '{name}' has no output: name at least one.");
        var graph = new GraphProto { Name = name };
        graph.Input.Add(inputs.Select(input => ToProto(input.Value, input.Shape)));
        graph.Output.Add(outputs.Select(output => ToProto(output.Value, output.Shape)));
        graph.Initializer.Add(initializers);
        foreach (var node in nodes)
        {
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

    void AddOutput(GraphValue value, Dimension[]? shape)
    {
        CheckOwner("Output", value.Name, value);
        if (outputs.Any(output => output.Value == value)) throw new OnnxGraphException($"{value} is an output already.");
        outputs.Add((value, shape));
    }

    /// <summary>Adds an operator with one result that bears the operator's name.</summary>
    GraphValue Append(string op, string? name, ElementType type, ReadOnlySpan<GraphValue> operands, params ReadOnlySpan<AttributeProto> attributes)
    {
        name ??= NextName(op);
        foreach (var operand in operands) CheckOwner(op, name, operand);
        var result = NewValue(name, type);
        nodes.Add(new GraphNode(op, name, operands.ToArray(), [result], attributes.ToArray()));
        return result;
    }

    GraphValue NewValue(string name, ElementType type)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new OnnxGraphException("A value needs a name.");
        if (!names.Add(name)) throw new OnnxGraphException($"The name '{name}' is taken in this graph: every value has one of its own.");
        return new GraphValue(this, name, type);
    }

    string NextName(string op)
    {
        var stem = op.ToLowerInvariant();
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

    static ValueInfoProto ToProto(GraphValue value, Dimension[]? shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)value.Type };
        if (shape is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.Add(shape.Select(extent => extent.Symbol is { } symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = extent.Length }));
        }
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
}
