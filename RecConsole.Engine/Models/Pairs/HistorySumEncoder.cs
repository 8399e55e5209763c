using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>
/// u = (sum of w)^-1/2 times the sum of w c_j over the latest interactions j, where c is a second table of item vectors: what
/// a shopper comes to by what they dealt with. Zero for a history without a known item.
/// </summary>
static class HistorySumEncoder
{
    /// <summary>Name of the constant that holds c.</summary>
    public const string ReadItems = "read_items";

    /// <param name="read">c, [V, d]; part of the graph.</param>
    public static EncoderModel Create(string name, ReadOnlySpan<float> read, int items, int dimensions, EncoderOptions options)
    {
        var graph = new OnnxGraphBuilder(name);
        var rows = graph.Input("items", ElementType.Int64, "batch", "length");
        var weights = graph.Input("weights", ElementType.Float32, "batch", "length");
        graph.Output(Append(graph, graph.Constant(ReadItems, read, items, dimensions), rows, weights, "u"), "batch", dimensions);
        return new EncoderModel(graph.Build(), options);
    }

    /// <param name="table">c, [V, d].</param>
    /// <returns>u, [B, d].</returns>
    public static GraphValue Append(OnnxGraphBuilder graph, GraphValue table, GraphValue rows, GraphValue weights, string name)
    {
        // row -1 is the last in ONNX: a finite row, which its weight of zero takes out of the sum
        var vectors = graph.Gather(table, rows, name: "read_vectors");
        var sum = graph.Squeeze(graph.MatMul(graph.Unsqueeze(weights, [1]), vectors), [1], "sum");
        var total = graph.Max(graph.ReduceSum(weights, [1], keepDimensions: true), graph.Scalar("smallest", 1e-30f), "total_weight");
        return graph.Div(sum, graph.Sqrt(total), name);
    }
}
