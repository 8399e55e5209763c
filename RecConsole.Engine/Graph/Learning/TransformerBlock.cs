namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// One block of a Transformer, normalised before each half (Xiong et al. 2020): x + attention(norm(x)), then that plus
/// feed-forward(norm(that)). Data are [batch, length, width]; batch and length may be symbols.
/// </summary>
/// <param name="Heads">The width is cut into so many; it must divide.</param>
/// <param name="HiddenWidth">Of the feed-forward half.</param>
/// <param name="Dropout">Of the attention's weights and of what each half adds.</param>
public sealed record TransformerBlock(int Heads, long HiddenWidth, double Dropout)
{
    /// <param name="mask">Added to the scores before the softmax, broadcast to [batch, heads, length, length]: 0, or a large negative number for what must not be seen.</param>
    public GraphValue Append(NetworkBuilder network, GraphValue x, GraphValue mask, string name)
    {
        var graph = network.Graph;
        var attended = graph.Add(x, network.Dropout(Attention(network, network.Normalize(x, $"{name}.norm_1"), mask, $"{name}.attention"), Dropout, $"{name}.dropout_1"), $"{name}.middle");
        var hidden = graph.Gelu(network.Linear(network.Normalize(attended, $"{name}.norm_2"), HiddenWidth, $"{name}.up"), $"{name}.gelu");
        var fed = network.Linear(hidden, x.Shape[^1].Length, $"{name}.down");
        return graph.Add(attended, network.Dropout(fed, Dropout, $"{name}.dropout_2"), name);
    }

    /// <summary>A mask that lets each place see itself and those before: [length, length], of the length of x [batch, length, ...].</summary>
    public static GraphValue CausalMask(OnnxGraphBuilder graph, GraphValue x, string name = "causal_mask")
    {
        var extent = graph.Slice(graph.Shape(x, $"{name}.shape"), 0, 1, 2, $"{name}.length");
        var place = graph.Range(graph.Squeeze(extent, [0], $"{name}.end"), x.Shape[1], $"{name}.places");
        var isLater = graph.Greater(place, graph.Unsqueeze(place, [1], $"{name}.column"), $"{name}.is_later");
        // -1e9 and not -infinity: a row without anything to see stays finite, evenly spread.
        return graph.Where(isLater, graph.Number(x.Type, -1e9), graph.Number(x.Type, 0), name);
    }

    /// <summary>softmax(q kᵀ / sqrt(d) + mask) v for each head: Vaswani et al. 2017.</summary>
    GraphValue Attention(NetworkBuilder network, GraphValue x, GraphValue mask, string name)
    {
        var graph = network.Graph;
        var width = x.Shape[^1].Length;
        if (width % Heads != 0) throw new OnnxGraphException($"Attention '{name}': {Heads} heads do not divide the width {width}.");
        var all = network.Linear(x, 3 * width, $"{name}.query_key_value");
        var parts = graph.Split(all, -1, [width, width, width], $"{name}.parts");
        GraphValue ByHead(GraphValue part, string what, params ReadOnlySpan<long> order) =>
            graph.Transpose(graph.Reshape(part, [0, 0, Heads, width / Heads], $"{name}.{what}.cut"), order, $"{name}.{what}");
        var query = ByHead(graph.Mul(parts[0], graph.Number(x.Type, 1 / Math.Sqrt(width / (double)Heads))), "query", 0, 2, 1, 3);
        var scores = graph.Add(graph.MatMul(query, ByHead(parts[1], "key", 0, 2, 3, 1), $"{name}.scores"), mask, $"{name}.masked");
        var weights = network.Dropout(graph.Softmax(scores, name: $"{name}.weights"), Dropout, $"{name}.dropout");
        var mixed = graph.Transpose(graph.MatMul(weights, ByHead(parts[2], "value", 0, 2, 1, 3), $"{name}.mixed"), [0, 2, 1, 3], $"{name}.by_place");
        return network.Linear(graph.Reshape(mixed, [0, 0, width], $"{name}.joined"), width, $"{name}.out");
    }
}
