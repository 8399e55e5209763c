namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// Adam with decoupled weight decay as operators: m' = β1 m + (1-β1) g, v' = β2 v + (1-β2) g²,
/// p' = p - η (m'/(1-β1^t) / (sqrt(v'/(1-β2^t)) + ε) + λ p): Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019,
/// algorithm 2. The corrections by β^t are taken into η and ε, as section 2 of the former does, so that they cost nothing.
/// </summary>
sealed class AdamUpdate
{
    readonly OnnxGraphBuilder graph;
    readonly AdamOptions options;
    readonly GraphValue scaledRate;
    readonly GraphValue scaledEpsilon;
    readonly GraphValue keptShare;

    /// <param name="step">The number of this step, from 1, float64.</param>
    public AdamUpdate(OnnxGraphBuilder graph, AdamOptions options, GraphValue step, GraphValue learningRate)
    {
        (this.graph, this.options) = (graph, options);
        graph.Scope = "adam.";
        // In float64: at the first steps 1 - 0.999^t would keep four digits of float32's seven.
        var correction1 = graph.Sub(Double(1), graph.Pow(Double(options.Beta1), step));
        var correction2 = graph.Sqrt(graph.Sub(Double(1), graph.Pow(Double(options.Beta2), step)));
        var rate = graph.Cast(learningRate, ElementType.Float64);
        scaledRate = Single(graph.Div(graph.Mul(rate, correction2), correction1), "adam.scaled_rate");
        scaledEpsilon = Single(graph.Mul(Double(options.Epsilon), correction2), "adam.scaled_epsilon");
        keptShare = Single(graph.Sub(Double(1), graph.Mul(rate, Double(options.WeightDecay))), "adam.kept_share");
        graph.Scope = "";
    }

    /// <summary>
    /// What the gradients are multiplied with: 1, or less where they are too long together. It needs every gradient, so
    /// that no parameter is overwritten before the backward pass has read it.
    /// </summary>
    public (GraphValue Scale, GraphValue Norm) Clip(IReadOnlyList<GraphValue> gradients)
    {
        graph.Scope = "clip.";
        var sum = gradients.Select(gradient => graph.ReduceSumSquare(gradient, [.. Enumerable.Range(0, gradient.Rank).Select(axis => (long)axis)]))
            .Aggregate((total, squares) => graph.Add(total, squares));
        var norm = graph.Sqrt(sum, "gradient_norm");
        var longest = graph.Number(ElementType.Float32, options.MaxGradientNorm ?? float.MaxValue);
        var scale = graph.Div(longest, graph.Max(norm, longest), "clip.scale");
        graph.Scope = "";
        return (scale, norm);
    }

    /// <summary>The next parameter and moments, of a whole tensor or of the rows of one.</summary>
    public (GraphValue Parameter, GraphValue First, GraphValue Second) Next(
        string name, bool decays, GraphValue parameter, GraphValue first, GraphValue second, GraphValue gradient, GraphValue clip)
    {
        graph.Scope = $"adam.{name}.";
        var g = options.MaxGradientNorm is null ? gradient : graph.Mul(gradient, clip);
        var nextFirst = graph.Add(graph.Mul(first, Float(options.Beta1)), graph.Mul(g, Float(1 - options.Beta1)), $"{name}.m.next");
        var nextSecond = graph.Add(graph.Mul(second, Float(options.Beta2)), graph.Mul(graph.Mul(g, g), Float(1 - options.Beta2)), $"{name}.v.next");
        var direction = graph.Div(nextFirst, graph.Add(graph.Sqrt(nextSecond), scaledEpsilon));
        // Where there is no clipping its scale of 1 still stands in the rate, for the order that Clip promises.
        var rate = options.MaxGradientNorm is null ? graph.Mul(scaledRate, clip) : scaledRate;
        var kept = decays && options.WeightDecay > 0 ? graph.Mul(parameter, keptShare) : parameter;
        var next = graph.Sub(kept, graph.Mul(direction, rate), $"{name}.next");
        graph.Scope = "";
        return (next, nextFirst, nextSecond);
    }

    GraphValue Double(double number) => graph.Number(ElementType.Float64, number);

    GraphValue Float(double number) => graph.Number(ElementType.Float32, number);

    GraphValue Single(GraphValue value, string name) => graph.Cast(value, ElementType.Float32, name);
}
