namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of operators over a whole axis. y is the result, g its gradient, both laid along x again by broadcasting.</summary>
static class ReductionGradients
{
    public static void ReduceSum(GradientStep step) => step.Give(0, step.Graph.ExpandLike(Along(step, step.Gradient), step.Input(0)));

    public static void ReduceMean(GradientStep step)
    {
        var (graph, x) = (step.Graph, step.Input(0));
        // How many elements one mean is of: known only when the graph runs, where an extent has a name.
        var count = graph.Cast(graph.Div(graph.Size(x), graph.Size(step.Output)), x.Type);
        step.Give(0, graph.ExpandLike(graph.Div(Along(step, step.Gradient), count), x));
    }

    /// <summary>To the largest; where several are, each gets an equal part.</summary>
    public static void ReduceMax(GradientStep step)
    {
        var (graph, x) = (step.Graph, step.Input(0));
        var isLargest = graph.Cast(graph.Equal(x, Along(step, step.Output)), x.Type);
        var many = graph.ReduceSum(isLargest, step.Integers(1), keepDimensions: true);
        step.Give(0, graph.Mul(isLargest, graph.Div(Along(step, step.Gradient), many)));
    }

    /// <summary>g exp(x - y), the softmax of x.</summary>
    public static void ReduceLogSumExp(GradientStep step)
    {
        var graph = step.Graph;
        step.Give(0, graph.Mul(graph.Exp(graph.Sub(step.Input(0), Along(step, step.Output))), Along(step, step.Gradient)));
    }

    public static void ReduceSumSquare(GradientStep step)
    {
        var graph = step.Graph;
        step.Give(0, graph.Mul(step.Input(0), graph.Mul(Along(step, step.Gradient), step.Number(2))));
    }

    /// <summary>y (g - Σ g y).</summary>
    public static void Softmax(GradientStep step)
    {
        var graph = step.Graph;
        var mean = graph.ReduceSum(graph.Mul(step.Gradient, step.Output), [step.Attribute("axis")], keepDimensions: true);
        step.Give(0, graph.Mul(step.Output, graph.Sub(step.Gradient, mean)));
    }

    /// <summary>g - exp(y) Σ g.</summary>
    public static void LogSoftmax(GradientStep step)
    {
        var graph = step.Graph;
        var sum = graph.ReduceSum(step.Gradient, [step.Attribute("axis")], keepDimensions: true);
        step.Give(0, graph.Sub(step.Gradient, graph.Mul(graph.Exp(step.Output), sum)));
    }

    /// <summary>With n = (x - mean) / deviation and h = g scale: (h - mean(h) - n mean(h n)) / deviation.</summary>
    public static void LayerNormalization(GradientStep step)
    {
        var graph = step.Graph;
        var (g, inverseDeviation) = (step.Gradient, step.Node.Outputs[2]);
        var normal = graph.Mul(graph.Sub(step.Input(0), step.Node.Outputs[1]), inverseDeviation);
        if (step.Wants(0))
        {
            var h = graph.Mul(g, step.Input(1));
            var along = graph.ReduceMean(graph.Mul(h, normal), [-1], keepDimensions: true);
            var centred = graph.Sub(h, graph.ReduceMean(h, [-1], keepDimensions: true));
            step.Give(0, graph.Mul(graph.Sub(centred, graph.Mul(normal, along)), inverseDeviation));
        }
        if (step.Wants(1)) step.Give(1, graph.Mul(g, normal));
        step.Give(2, g);
    }

    /// <summary>A reduction's result, with the axes that it went over as extents of 1.</summary>
    static GraphValue Along(GradientStep step, GraphValue reduced) =>
        step.Attribute("keepdims") != 0 ? reduced : step.Graph.Unsqueeze(reduced, step.Integers(1));
}
