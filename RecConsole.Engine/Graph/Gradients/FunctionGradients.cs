namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Rules of functions of one tensor, element by element: each gives g times the slope, from the result y where it is cheaper than from x.</summary>
static class FunctionGradients
{
    public static void Neg(GradientStep step) => step.Give(0, step.Graph.Neg(step.Gradient));

    /// <summary>0 at 0.</summary>
    public static void Abs(GradientStep step) => Slope(step, step.Graph.Sign(step.Input(0)));

    public static void Exp(GradientStep step) => Slope(step, step.Output);

    public static void Log(GradientStep step) => step.Give(0, step.Graph.Div(step.Gradient, step.Input(0)));

    public static void Sqrt(GradientStep step) => Slope(step, step.Graph.Div(step.Number(0.5), step.Output));

    /// <summary>y (1 - y).</summary>
    public static void Sigmoid(GradientStep step) => Slope(step, step.Graph.Mul(step.Output, step.Graph.Sub(step.Number(1), step.Output)));

    /// <summary>1 - y².</summary>
    public static void Tanh(GradientStep step) => Slope(step, step.Graph.Sub(step.Number(1), step.Graph.Mul(step.Output, step.Output)));

    /// <summary>1 above 0, else 0, also at 0.</summary>
    public static void Relu(GradientStep step) => Slope(step, step.Graph.Sign(step.Output));

    /// <summary>2/√π exp(-x²).</summary>
    public static void Erf(GradientStep step)
    {
        var (graph, x) = (step.Graph, step.Input(0));
        Slope(step, graph.Mul(graph.Exp(graph.Neg(graph.Mul(x, x))), step.Number(2 / Math.Sqrt(Math.PI))));
    }

    public static void Softplus(GradientStep step) => Slope(step, step.Graph.Sigmoid(step.Input(0)));

    static void Slope(GradientStep step, GraphValue slope) => step.Give(0, step.Graph.Mul(step.Gradient, slope));
}
