namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of operators that look elements up: the gradient goes to the place that was looked at, and adds up there.</summary>
static class IndexGradients
{
    /// <summary>Rows of a table stay rows: whether they become a whole table is up to who asks for the gradient.</summary>
    public static void Gather(GradientStep step)
    {
        var (graph, data, axis) = (step.Graph, step.Input(0), (int)step.Attribute("axis"));
        var indices = Places(step, axis);
        if (axis == 0)
        {
            step.GiveRows(0, new RowGradient(indices, Rows(step, step.Gradient, data)));
            return;
        }
        // Along another axis the same is done with that axis in front.
        var looked = step.Input(1).Rank;
        long[] toFront = [.. Range(axis, looked), .. Range(0, axis), .. Range(axis + looked, step.Output.Rank - axis - looked)];
        long[] dataToFront = [axis, .. Range(0, axis), .. Range(axis + 1, data.Rank - axis - 1)];
        long[] back = [.. Range(1, axis), 0, .. Range(axis + 1, data.Rank - axis - 1)];
        var front = graph.ZerosLike(graph.Transpose(data, dataToFront));
        var rows = Rows(step, graph.Transpose(step.Gradient, toFront), front);
        step.Give(0, graph.Transpose(graph.AddRows(front, indices, rows), back));
    }

    public static void GatherElements(GradientStep step)
    {
        var graph = step.Graph;
        step.Give(0, graph.AddElements(graph.ZerosLike(step.Input(0)), step.Input(1), step.Gradient, (int)step.Attribute("axis")));
    }

    /// <summary>Rows that were added: each has the gradient of the row that it went to. Rows that replace others have none: which of two would it be?</summary>
    public static void ScatterRows(GradientStep step)
    {
        var reduction = step.Node.Attributes.Single(attribute => attribute.Name == "reduction").S.ToStringUtf8();
        if (reduction != "add")
            throw new OnnxGraphException($"ScatterND '{step.Node.Name}': there is a gradient of rows that are added, not of rows that are set.");
        step.Give(0, step.Gradient);
        if (step.Wants(2)) step.Give(2, step.Graph.Gather(step.Gradient, step.Graph.Reshape(step.Input(1), [-1])));
    }

    /// <summary>The indices as a vector of int64, those from the end counted from the start.</summary>
    static GraphValue Places(GradientStep step, int axis)
    {
        var (graph, indices) = (step.Graph, step.Input(1));
        if (indices.Type != ElementType.Int64) indices = graph.Cast(indices, ElementType.Int64);
        if (indices.Rank != 1) indices = graph.Reshape(indices, [-1]);
        var extent = graph.Slice(graph.Shape(step.Input(0)), 0, axis, axis + 1);
        return graph.Where(graph.Less(indices, graph.Number(ElementType.Int64, 0)), graph.Add(indices, extent), indices);
    }

    /// <summary>The gradient with the looked-up extents, which stand in front, as one.</summary>
    static GraphValue Rows(GradientStep step, GraphValue gradient, GraphValue table)
    {
        if (step.Input(1).Rank == 1) return gradient;
        var width = table.Shape.Skip(1).Select(extent => extent.IsNumber
            ? extent.Length
            : throw new OnnxGraphException($"Gather '{step.Node.Name}': the gradient of {table} needs the width of its rows as a number."));
        return step.Graph.Reshape(gradient, [-1, .. width]);
    }

    static IEnumerable<long> Range(int start, int count) => Enumerable.Range(start, count).Select(axis => (long)axis);
}
