namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of operators that only move elements: the gradient moves back.</summary>
static class LayoutGradients
{
    /// <summary>Also of Squeeze and Unsqueeze.</summary>
    public static void Reshape(GradientStep step) => step.Give(0, step.Graph.ReshapeLike(step.Gradient, step.Input(0)));

    /// <summary>What was repeated is summed where the gradient is given.</summary>
    public static void Expand(GradientStep step) => step.Give(0, step.Gradient);

    public static void Transpose(GradientStep step)
    {
        var order = step.AttributeList("perm");
        var back = new long[order.Length];
        for (var i = 0; i < order.Length; i++) back[order[i]] = i;
        step.Give(0, step.Graph.Transpose(step.Gradient, back));
    }

    public static void Concat(GradientStep step)
    {
        var (graph, parts, axis) = (step.Graph, step.Node.Inputs, (int)step.Attribute("axis"));
        if (parts.Count == 1)
        {
            step.Give(0, step.Gradient);
            return;
        }
        var lengths = graph.Concat([.. parts.Select(part => ExtentAt(graph, part, axis))], 0);
        var cut = graph.Split(step.Gradient, axis, lengths, [.. parts.Select(part => part.Shape[axis])]);
        for (var i = 0; i < cut.Length; i++) step.Give(i, cut[i]);
    }

    public static void Split(GradientStep step)
    {
        var graph = step.Graph;
        var parts = step.Node.Outputs.Select((part, i) => step.OutputGradients[i] ?? graph.ZerosLike(part)).ToArray();
        step.Give(0, graph.ReshapeLike(graph.Concat(parts, (int)step.Attribute("axis")), step.Input(0)));
    }

    /// <summary>The gradient with zeros around it, where the rest of the data was.</summary>
    public static void Slice(GradientStep step)
    {
        var (graph, data) = (step.Graph, step.Input(0));
        var (start, axis) = (step.Integers(1)[0], (int)step.Integers(3)[0]);
        var extent = ExtentAt(graph, data, axis);
        var before = graph.Vector($"grad.{step.Node.Name}.start", start);
        if (start < 0) before = graph.Add(before, extent);
        var behind = graph.Sub(graph.Sub(extent, ExtentAt(graph, step.Output, axis)), before);
        GraphValue Around(string end, GraphValue length) => graph.Concat(
            [graph.Vector($"grad.{step.Node.Name}.none_{end}", new long[axis]), length, graph.Vector($"grad.{step.Node.Name}.none_after_{end}", new long[data.Rank - axis - 1])], 0);
        step.Give(0, graph.Pad(step.Gradient, graph.Concat([Around("before", before), Around("behind", behind)], 0), data.Shape));
    }

    /// <summary>An extent when the graph runs, int64 [1].</summary>
    static GraphValue ExtentAt(OnnxGraphBuilder graph, GraphValue data, int axis) => graph.Slice(graph.Shape(data), 0, axis, axis + 1);
}
