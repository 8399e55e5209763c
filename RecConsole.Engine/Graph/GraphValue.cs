namespace RecConsole.Engine.Graph;

/// <summary>A tensor in a graph under construction: an input, a constant or what an operator made. Belongs to one builder.</summary>
public sealed class GraphValue
{
    internal GraphValue(OnnxGraphBuilder owner, string name, ElementType type) => (Owner, Name, Type) = (owner, name, type);

    internal OnnxGraphBuilder Owner { get; }

    /// <summary>Unique in its graph; the name that ONNX tools show.</summary>
    public string Name { get; }

    public ElementType Type { get; }

    public override string ToString() => $"'{Name}' ({Type.Name()})";
}
