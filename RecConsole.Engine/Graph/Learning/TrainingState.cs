namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// One buffer that lives as long as the training: it is read as <paramref name="Input"/>, and the run writes the new content
/// into the same memory under the names of <see cref="Outputs"/>, one after the other.
/// </summary>
sealed record TrainingState(GraphValue Input)
{
    public string Name => Input.Name;

    /// <summary>What a step makes of it; empty where the graph only reads it.</summary>
    public List<GraphValue> Outputs { get; } = [];

    public GraphValue Latest => Outputs.Count > 0 ? Outputs[^1] : Input;

    public long[] Shape => [.. Input.Shape.Select(extent => extent.Length)];

    /// <summary>
    /// That nobody reads a content that may have been overwritten: every operator that reads it is needed for the next
    /// one's, so the runtime has to run it before. Without that, one memory for both would be a race against the runtime's order.
    /// </summary>
    public void CheckOrder(OnnxGraphBuilder graph)
    {
        var makers = graph.Nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node);
        var content = Input;
        foreach (var next in Outputs)
        {
            var before = Needed(makers[next], makers);
            if (graph.Nodes.FirstOrDefault(node => node.Inputs.Contains(content) && !before.Contains(node)) is { } late)
                throw new OnnxGraphException($"{late.Operator} '{late.Name}' reads {content}, which the step overwrites before or after, as it comes: let the loss depend on it, or compute it in a program of its own.");
            content = next;
        }
    }

    static HashSet<GraphNode> Needed(GraphNode last, Dictionary<GraphValue, GraphNode> makers)
    {
        var found = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance) { last };
        var open = new Stack<GraphNode>([last]);
        while (open.TryPop(out var node))
            foreach (var input in node.Inputs)
                if (makers.TryGetValue(input, out var maker) && found.Add(maker)) open.Push(maker);
        return found;
    }
}
