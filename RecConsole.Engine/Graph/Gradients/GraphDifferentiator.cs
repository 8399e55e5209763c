namespace RecConsole.Engine.Graph.Gradients;

/// <summary>
/// In: a built graph and one number in it, the loss. Out: the gradients of the asked tensors, computed by operators that
/// are appended to the same graph, operator by operator backwards (reverse mode: Griewank and Walther 2008). The backward
/// pass costs two to three times the forward pass. Names say what they belong to: "grad.ffn.matmul" is of the operator 'ffn'.
/// </summary>
public sealed class GraphDifferentiator
{
    readonly OnnxGraphBuilder graph;
    readonly HashSet<GraphValue> wanted;
    readonly Dictionary<GraphValue, ValueGradient> gradients = [];

    GraphDifferentiator(OnnxGraphBuilder graph, HashSet<GraphValue> wanted) => (this.graph, this.wanted) = (graph, wanted);

    /// <param name="loss">A scalar of a floating type.</param>
    /// <param name="tensors">Inputs, constants or intermediate values; floating.</param>
    /// <exception cref="OnnxGraphException">An operator between them has no rule, or the loss does not depend on a tensor.</exception>
    public static IReadOnlyDictionary<GraphValue, ValueGradient> Gradients(OnnxGraphBuilder graph, GraphValue loss, params IReadOnlyList<GraphValue> tensors) =>
        Gradients(graph, loss, GradientTable.Rules, tensors);

    internal static IReadOnlyDictionary<GraphValue, ValueGradient> Gradients(
        OnnxGraphBuilder graph, GraphValue loss, IReadOnlyDictionary<string, GradientRule> rules, IReadOnlyList<GraphValue> tensors)
    {
        if (loss.Rank != 0 || !ElementTypes.Floating.Contains(loss.Type))
            throw new OnnxGraphException($"A loss is one floating number, not {loss}: take its mean or its sum.");
        var nodes = graph.Nodes.ToArray();
        var differentiator = new GraphDifferentiator(graph, DependOn(nodes, tensors));
        var scope = graph.Scope;
        graph.Scope = "grad.";
        differentiator.Add(loss, graph.Number(loss.Type, 1));
        for (var i = nodes.Length - 1; i >= 0; i--) differentiator.Back(nodes[i], rules);
        graph.Scope = scope;
        return tensors.Distinct().ToDictionary(tensor => tensor, tensor => differentiator.gradients.GetValueOrDefault(tensor)
            ?? throw new OnnxGraphException($"The loss {loss} does not depend on {tensor}: it cannot be learned."));
    }

    internal bool IsWanted(GraphValue value) => wanted.Contains(value);

    internal void Add(GraphValue value, GraphValue gradient)
    {
        if (gradients.TryGetValue(value, out var known)) known.Add(gradient);
        else gradients[value] = new ValueGradient(graph, value, gradient, []);
    }

    internal void Add(GraphValue value, RowGradient rows)
    {
        var known = gradients.GetValueOrDefault(value);
        gradients[value] = known is null ? new ValueGradient(graph, value, null, [rows]) : known.With(rows);
    }

    void Back(GraphNode node, IReadOnlyDictionary<string, GradientRule> rules)
    {
        if (!node.Outputs.Any(gradients.ContainsKey) || !node.Inputs.Any(wanted.Contains)) return;
        if (!rules.TryGetValue(node.Operator, out var rule))
            throw new OnnxGraphException($"{node.Operator} '{node.Name}' has no gradient rule, and the loss depends on a learned tensor through it: add one to GradientTable.");
        graph.Scope = $"grad.{node.Name}.";
        rule(new GradientStep(this, graph, node, [.. node.Outputs.Select(output => gradients.GetValueOrDefault(output)?.Dense())]));
    }

    /// <summary>The tensors and all floating values that are computed from them.</summary>
    static HashSet<GraphValue> DependOn(GraphNode[] nodes, IReadOnlyList<GraphValue> tensors)
    {
        var found = tensors.ToHashSet();
        foreach (var node in nodes)
            if (node.Inputs.Any(found.Contains)) found.UnionWith(node.Outputs.Where(output => ElementTypes.Floating.Contains(output.Type)));
        return found;
    }
}
