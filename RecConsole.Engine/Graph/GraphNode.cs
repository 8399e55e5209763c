using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Engine.Graph;

/// <summary>One operator of a graph with what it reads and makes: what a rule that walks the graph (a gradient, a check) goes by.</summary>
public sealed record GraphNode(
    string Operator, string Name, IReadOnlyList<GraphValue> Inputs, IReadOnlyList<GraphValue> Outputs, IReadOnlyList<AttributeProto> Attributes);
