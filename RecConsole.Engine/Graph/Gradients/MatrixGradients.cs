namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of products.</summary>
static class MatrixGradients
{
    /// <summary>g bᵀ and aᵀ g; over a stack that shares one matrix b, aᵀ g is one product over all rows of the stack.</summary>
    public static void MatMul(GradientStep step)
    {
        var (graph, a, b, g) = (step.Graph, step.Input(0), step.Input(1), step.Gradient);
        if (step.Wants(0)) step.Give(0, graph.MatMul(g, Turned(graph, b)));
        if (!step.Wants(1)) return;
        if (b.Rank > 2) step.Give(1, graph.MatMul(Turned(graph, a), g));
        else step.Give(1, graph.Gemm(Rows(step, a, b, 0), Rows(step, g, b, 1), transposeA: true));
    }

    public static void Gemm(GradientStep step)
    {
        var (graph, a, b, g) = (step.Graph, step.Input(0), step.Input(1), step.Gradient);
        var (turnA, turnB) = (step.Attribute("transA") != 0, step.Attribute("transB") != 0);
        if (step.Wants(0)) step.Give(0, turnA ? graph.Gemm(b, g, turnB, true) : graph.Gemm(g, b, false, !turnB));
        if (step.Wants(1)) step.Give(1, turnB ? graph.Gemm(g, a, true, turnA) : graph.Gemm(a, g, !turnA, false));
    }

    /// <summary>
    /// Towards the data the convolution transposed; towards the kernels a convolution of the data with g as kernels, where
    /// batch and channels change places.
    /// </summary>
    public static void Conv(GradientStep step)
    {
        var (graph, data, g) = (step.Graph, step.Input(0), step.Gradient);
        var padding = step.AttributeList("pads")[..(data.Rank - 2)];
        if (step.Wants(0)) step.Give(0, graph.ConvTranspose(g, step.Input(1), padding));
        if (!step.Wants(1)) return;
        long[] swap = [1, 0, .. Enumerable.Range(2, data.Rank - 2).Select(axis => (long)axis)];
        step.Give(1, graph.Transpose(graph.Conv(graph.Transpose(data, swap), graph.Transpose(g, swap), padding), swap));
    }

    static GraphValue Turned(OnnxGraphBuilder graph, GraphValue stack)
    {
        var order = Enumerable.Range(0, stack.Rank).Select(axis => (long)axis).ToArray();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return graph.Transpose(stack, order);
    }

    /// <summary>The stack as one matrix, of b's height or width.</summary>
    static GraphValue Rows(GradientStep step, GraphValue stack, GraphValue b, int side)
    {
        if (stack.Rank == 2) return stack;
        if (b.Shape[side] is not { IsNumber: true, Length: var width })
            throw new OnnxGraphException($"MatMul '{step.Node.Name}': the gradient of {b} needs its extents as numbers.");
        return step.Graph.Reshape(stack, [-1, width]);
    }
}
