using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>The losses of <see cref="SequenceLossKind"/> as operators, over the places that hold an item: padding costs them nothing.</summary>
static class SequenceLoss
{
    /// <summary>int64 [targets]: places of the batch, row-major.</summary>
    public const string Places = "places";

    /// <summary>int64 [targets]: the item that came after each.</summary>
    public const string Targets = "targets";

    /// <summary>int64: items that were not wanted; [targets] for the binary loss, else [negatives], shared.</summary>
    public const string Negatives = "negatives";

    /// <summary>float32 [negatives]: log of how often each is expected among the draws.</summary>
    public const string Expected = "log_expected";

    /// <param name="hidden">[places, d].</param>
    /// <param name="table">[V, d].</param>
    /// <returns>The mean over the targets.</returns>
    public static GraphValue Append(OnnxGraphBuilder graph, SequenceSettings settings, GraphValue hidden, GraphValue table, int items)
    {
        var places = graph.Input(Places, ElementType.Int64, "targets");
        var targets = graph.Input(Targets, ElementType.Int64, "targets");
        var states = graph.Gather(hidden, places, name: "states");
        var wanted = RowProducts(graph, states, graph.Gather(table, targets, name: "target_embeddings"), "target_score");
        return settings.Loss switch
        {
            SequenceLossKind.Softmax => CrossEntropy(graph, graph.Gemm(states, table, transposeB: true, name: "scores"), wanted),
            SequenceLossKind.Sampled => Sampled(graph, settings, states, table, targets, wanted),
            SequenceLossKind.Binary => Binary(graph, states, table, wanted),
            SequenceLossKind.Generalised => Generalised(graph, settings, states, table, targets, wanted, items),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Loss, "This loss is not known."),
        };
    }

    static GraphValue CrossEntropy(OnnxGraphBuilder graph, GraphValue scores, GraphValue wanted) =>
        graph.Mean(graph.Sub(graph.ReduceLogSumExp(scores, [1], name: "log_sum"), wanted, "losses"));

    static GraphValue Sampled(OnnxGraphBuilder graph, SequenceSettings settings, GraphValue states, GraphValue table, GraphValue targets, GraphValue wanted)
    {
        var (scores, isTarget) = AgainstShared(graph, settings, states, table, targets);
        var corrected = graph.Sub(scores, graph.Input(Expected, ElementType.Float32, settings.Negatives), "corrected");
        var others = graph.Where(isTarget, graph.Number(ElementType.Float32, -1e9), corrected, "others");
        return CrossEntropy(graph, graph.Concat([graph.Unsqueeze(wanted, [1]), others], 1, "choices"), wanted);
    }

    static GraphValue Binary(OnnxGraphBuilder graph, GraphValue states, GraphValue table, GraphValue wanted)
    {
        var negatives = graph.Input(Negatives, ElementType.Int64, "targets");
        var unwanted = RowProducts(graph, states, graph.Gather(table, negatives, name: "negative_embeddings"), "negative_score");
        // -log sigma(s) = softplus(-s) and -log(1 - sigma(s)) = softplus(s)
        return graph.Mean(graph.Add(graph.Softplus(graph.Neg(wanted)), graph.Softplus(unwanted), "losses"));
    }

    /// <summary>
    /// The generalised binary cross-entropy, its sum over the drawn others and not their mean: Adam does not mind the factor, but
    /// its epsilon does. All scores are read above one constant, at which a model that knows nothing is at its best (the prior of
    /// Lin et al. 2017, "Focal loss", section 3.3): the loss begins with what tells items apart instead of with pushing all of them
    /// down, which took it longer than any patience. A constant moves no ranking, so the served scores are without it.
    /// </summary>
    static GraphValue Generalised(OnnxGraphBuilder graph, SequenceSettings settings, GraphValue states, GraphValue table, GraphValue targets, GraphValue wanted, int items)
    {
        // alpha: the share of the others that is drawn (section 5 of the paper)
        var alpha = Math.Min(1, settings.Negatives / (items - 1.0));
        var beta = alpha * (settings.Calibration * (1 - 1 / alpha) + 1 / alpha);
        // where beta (1 - sigma) = negatives sigma
        var prior = graph.Number(ElementType.Float32, Math.Log(beta / settings.Negatives));
        var (scores, isTarget) = AgainstShared(graph, settings, states, table, targets);
        var others = graph.Where(isTarget, graph.Number(ElementType.Float32, 0), graph.Softplus(graph.Add(scores, prior, "above_prior")), "others");
        var missed = graph.Softplus(graph.Neg(graph.Add(wanted, prior, "wanted_above_prior")));
        return graph.Mean(graph.Add(graph.Mul(missed, graph.Number(ElementType.Float32, beta)), graph.ReduceSum(others, [1]), "losses"));
    }

    /// <summary>Scores of the negatives of the step at each place [targets, negatives], and whether one is the target itself.</summary>
    static (GraphValue Scores, GraphValue IsTarget) AgainstShared(OnnxGraphBuilder graph, SequenceSettings settings, GraphValue states, GraphValue table, GraphValue targets)
    {
        var negatives = graph.Input(Negatives, ElementType.Int64, settings.Negatives);
        var scores = graph.Gemm(states, graph.Gather(table, negatives, name: "negative_embeddings"), transposeB: true, name: "negative_scores");
        return (scores, graph.Equal(graph.Unsqueeze(targets, [1]), negatives, "is_target"));
    }

    static GraphValue RowProducts(OnnxGraphBuilder graph, GraphValue a, GraphValue b, string name) => graph.ReduceSum(graph.Mul(a, b), [1], name: name);
}
