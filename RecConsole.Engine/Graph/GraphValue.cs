namespace RecConsole.Engine.Graph;

/// <summary>A tensor in a graph under construction: an input, a constant or what an operator made. Belongs to one builder.</summary>
public sealed class GraphValue
{
    internal GraphValue(OnnxGraphBuilder owner, string name, ElementType type, Dimension[] shape) =>
        (Owner, Name, Type, Shape) = (owner, name, type, shape);

    internal OnnxGraphBuilder Owner { get; }

    /// <summary>Unique in its graph; the name that ONNX tools show.</summary>
    public string Name { get; }

    public ElementType Type { get; }

    /// <summary>The extents, outermost first; none for a scalar.</summary>
    public IReadOnlyList<Dimension> Shape { get; }

    public int Rank => Shape.Count;

    /// <summary>The content of an int64 constant, such as axes, which rules that walk the graph go by; null for others.</summary>
    internal long[]? Integers { get; init; }

    public override string ToString() => $"'{Name}' ({Type.Name()} [{string.Join(", ", Shape)}])";
}
