using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>The encoder without parameters of its own: the weighted mean of the latest items' embeddings.</summary>
public static class DecayedMeanEncoder
{
    /// <summary>u = sum of w e over sum of w, over the items that are there; exactly zero where there is none.</summary>
    public static EncoderModel Create(EncoderOptions options)
    {
        var graph = new OnnxGraphBuilder("decayed_mean_encoder");
        var items = graph.Input("items", ElementType.Int64, "batch", "length");
        var weights = graph.Input("weights", ElementType.Float32, "batch", "length");
        var embeddings = graph.Input("embeddings", ElementType.Float32, "item", "dimension");

        var padding = graph.Less(items, graph.Scalar("first_row", 0L), "is_padding");
        var known = graph.Where(padding, graph.Scalar("nothing", 0f), weights, "known_weights");
        // Row -1 is the last in ONNX: a finite row, which its weight of zero takes out of the sum.
        var rows = graph.Gather(embeddings, items, name: "item_embeddings");
        var sum = graph.Squeeze(graph.MatMul(graph.Unsqueeze(known, [1]), rows), [1], "weighted_sum");
        var total = graph.ReduceSum(known, [1], keepDimensions: true, name: "total_weight");
        var divisor = graph.Max(total, graph.Scalar("smallest", 1e-30f), "divisor");
        graph.Output(graph.Div(sum, divisor, "u"), "batch", "dimension");
        return new EncoderModel(graph.Build(), options);
    }
}
