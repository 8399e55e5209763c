namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of operators on one or two tensors, element by element. y is the result, g its gradient.</summary>
static class ArithmeticGradients
{
    public static void Identity(GradientStep step) => step.Give(0, step.Gradient);

    public static void Add(GradientStep step)
    {
        step.Give(0, step.Gradient);
        step.Give(1, step.Gradient);
    }

    public static void Sub(GradientStep step)
    {
        step.Give(0, step.Gradient);
        if (step.Wants(1)) step.Give(1, step.Graph.Neg(step.Gradient));
    }

    public static void Mul(GradientStep step)
    {
        if (step.Wants(0)) step.Give(0, step.Graph.Mul(step.Gradient, step.Input(1)));
        if (step.Wants(1)) step.Give(1, step.Graph.Mul(step.Gradient, step.Input(0)));
    }

    /// <summary>g / b, and -g y / b.</summary>
    public static void Div(GradientStep step)
    {
        var quotient = step.Graph.Div(step.Gradient, step.Input(1));
        step.Give(0, quotient);
        if (step.Wants(1)) step.Give(1, step.Graph.Neg(step.Graph.Mul(quotient, step.Output)));
    }

    /// <summary>g b x^(b-1).</summary>
    public static void Pow(GradientStep step)
    {
        if (step.Wants(1))
            throw new OnnxGraphException($"Pow '{step.Node.Name}': the exponent {step.Input(1)} cannot be learned; write exp(b log a).");
        var graph = step.Graph;
        var slope = graph.Mul(step.Input(1), graph.Pow(step.Input(0), graph.Sub(step.Input(1), step.Number(1))));
        step.Give(0, graph.Mul(step.Gradient, slope));
    }

    public static void Max(GradientStep step) => Extreme(step, step.Input(0), step.Input(1));

    public static void Min(GradientStep step) => Extreme(step, step.Input(1), step.Input(0));

    /// <summary>Only between floating types: an integer has no slope, so the gradient stops there.</summary>
    public static void Cast(GradientStep step) => step.Give(0, step.Graph.Cast(step.Gradient, step.Input(0).Type));

    public static void Where(GradientStep step)
    {
        var (graph, condition, none) = (step.Graph, step.Input(0), step.Number(0));
        if (step.Wants(1)) step.Give(1, graph.Where(condition, step.Gradient, none));
        if (step.Wants(2)) step.Give(2, graph.Where(condition, none, step.Gradient));
    }

    /// <summary>The gradient goes to the one that is the result; where both are, each gets half.</summary>
    static void Extreme(GradientStep step, GraphValue larger, GraphValue smaller)
    {
        var graph = step.Graph;
        var tie = graph.Mul(graph.Cast(graph.Equal(larger, smaller), step.Output.Type), step.Number(0.5));
        var share = graph.Add(graph.Cast(graph.Greater(larger, smaller), step.Output.Type), tie);
        var first = graph.Mul(step.Gradient, share);
        step.Give(0, first);
        if (step.Wants(1)) step.Give(1, graph.Sub(step.Gradient, first));
    }
}
