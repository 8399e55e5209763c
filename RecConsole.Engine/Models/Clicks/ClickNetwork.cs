using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Pairs;

namespace RecConsole.Engine.Models.Clicks;

/// <summary>
/// Neural matrix factorisation (He et al. 2017, figure 3): of a shopper and an item, the element-wise product of one pair of
/// vectors (GMF) beside layers over another pair (MLP), and linear heads over both: one for a click, one for a purchase after it.
/// The shopper's vectors are the sum of second vectors of the items they dealt with before, over the root of their number:
/// what a server makes of anybody's history is what was trained. Built once for training and for serving.
/// </summary>
sealed class ClickNetwork(NeuMfModel.Settings settings, int items, bool withPurchases)
{
    /// <summary>int64 [reads] and [reads], float [reads] and [batch, 1]: the items that are read, whose each is, its weight, and what a shopper's sum is multiplied by.</summary>
    public const string Reads = "reads", Owners = "owners", Weights = "read_weights", Scale = "scale";

    /// <summary>int64 [batch, K], float [batch, K] each: items, whether the shopper clicked them and, where the data tell, bought them.</summary>
    public const string Items = "named_items", Clicked = "clicked", Bought = "bought";

    /// <summary>Float [B, C]: what the heads say of named items before calibration.</summary>
    public const string ClickOutputs = "click_outputs", PurchaseOutputs = "purchase_outputs";

    const string ReadTable = "read", FactorTable = "item_factors", VectorTable = "item_vectors", BiasTable = "item_bias";

    /// <summary>Parameters with a row for each item, each with the constant of the served graph that holds it: of the same name.</summary>
    public static IReadOnlyDictionary<string, string?> ItemTables { get; } = new[] { ReadTable, FactorTable, VectorTable, BiasTable }.ToDictionary(name => name, string? (name) => name);

    int Width => settings.Dimensions;

    Initialization Small => Initialization.Normal(0.1 / Math.Sqrt(Width));

    /// <summary>
    /// The cross-entropy of the clicks, the same of GMF's part alone (so that it finds candidates by itself; the paper trains it
    /// before the whole), and that of click and purchase together over all pairs (ESMM, Ma et al. 2018); the mean over the pairs.
    /// </summary>
    public GraphValue Loss(NetworkBuilder network)
    {
        var graph = network.Graph;
        var read = graph.Gather(network.Table(ReadTable, Small, items, 2 * Width), graph.Input(Reads, ElementType.Int64, "reads"), name: "read_vectors");
        var weighed = graph.Mul(read, graph.Unsqueeze(graph.Input(Weights, ElementType.Float32, "reads"), [1]), "weighed_vectors");
        var scale = graph.Input(Scale, ElementType.Float32, "batch", 1);
        var nothing = graph.ZerosLike(graph.Mul(scale, graph.Constant<float>("width", new float[2 * Width], 1, 2 * Width)), "nothing");
        var shoppers = graph.Mul(graph.AddRows(nothing, graph.Input(Owners, ElementType.Int64, "reads"), weighed, "sums"), scale, "shoppers");
        var clicked = graph.Input(Clicked, ElementType.Float32, "batch", settings.Negatives + 1);
        var said = Say(network, shoppers, graph.Input(Items, ElementType.Int64, "batch", settings.Negatives + 1), out var lookedUp);
        var loss = graph.Add(graph.Mean(CrossEntropy(graph, said.Clicks, clicked)), graph.Mean(CrossEntropy(graph, said.Factors, clicked)), "click_loss");
        if (said.Purchases is { } purchases)
            loss = graph.Add(loss, graph.Mean(OfBoth(graph, said.Clicks, purchases, graph.Input(Bought, ElementType.Float32, "batch", settings.Negatives + 1))), "loss_with_purchases");
        return PairLoss.Regularized(graph, loss, [weighed, .. lookedUp], scale, settings.Regularization);
    }

    /// <summary>The heads' outputs of named items, for whoever calibrates them.</summary>
    public byte[] ToOutputs(IReadOnlyDictionary<string, float[]> trained)
    {
        var graph = new OnnxGraphBuilder("neumf_outputs");
        var network = NetworkBuilder.ForServing(graph, trained);
        var said = Say(network, Shoppers(network), graph.Input(ClickLists.Candidates, ElementType.Int64, "batch", "candidates"), out _);
        graph.Output(graph.Identity(said.Clicks, ClickOutputs), "batch", "candidates");
        if (said.Purchases is { } purchases) graph.Output(graph.Identity(purchases, PurchaseOutputs), "batch", "candidates");
        return graph.Build();
    }

    /// <summary>What serves: the most promising items by GMF over the whole catalogue, and of these and those that are named what the whole network says, calibrated.</summary>
    /// <param name="clicks">Null where nothing was kept apart to fit it: then outputs are taken for log-odds.</param>
    public EncoderModel ToServe(IReadOnlyDictionary<string, float[]> trained, ClickCalibration? clicks, ClickCalibration? purchases)
    {
        var graph = new OnnxGraphBuilder("neumf");
        var network = NetworkBuilder.ForServing(graph, trained);
        var shoppers = Shoppers(network);
        var candidates = graph.Input(ClickLists.Candidates, ElementType.Int64, "batch", "candidates");
        var reach = Math.Min(settings.Candidates, items);
        var tables = Tables(network);
        var whole = graph.Add(graph.Gemm(graph.Mul(graph.Slice(shoppers, 1, 0, Width), tables.Importance), tables.Factors, transposeB: true),
            graph.Squeeze(tables.Bias, [1]), "factor_scores");
        var top = graph.Identity(graph.TopK(whole, graph.Vector("reach", (long)reach), name: "top").Indices, ClickLists.TopItems);
        var said = Say(network, tables, shoppers, graph.Concat([top, candidates], 1, "asked_items"), out _);
        var probable = clicks?.Append(graph, said.Clicks, "click") ?? graph.Sigmoid(said.Clicks, "click.probability");
        graph.Output(top, "batch", reach);
        graph.Output(graph.Slice(probable, 1, 0, reach, ClickLists.TopClicks), "batch", reach);
        graph.Output(graph.Slice(probable, 1, reach, long.MaxValue, ClickLists.CandidateClicks), "batch", "candidates");
        if (said.Purchases is { } bought)
        {
            bought = graph.Slice(bought, 1, reach, long.MaxValue, PurchaseOutputs);
            var calibrated = purchases?.Append(graph, bought, "purchase") ?? graph.Sigmoid(bought, "purchase.probability");
            graph.Output(graph.Identity(calibrated, ClickLists.CandidatePurchases), "batch", "candidates");
        }
        return new EncoderModel(graph.Build(), settings.History.ToEncoder() with { Reach = reach });
    }

    /// <summary>As <see cref="HistorySumEncoder"/>, of padded histories.</summary>
    GraphValue Shoppers(NetworkBuilder network)
    {
        var graph = network.Graph;
        var (rows, weights) = (graph.Input("items", ElementType.Int64, "batch", "length"), graph.Input("weights", ElementType.Float32, "batch", "length"));
        return HistorySumEncoder.Append(graph, network.Table(ReadTable, Small, items, 2 * Width), rows, weights, "shoppers");
    }

    TableValues Tables(NetworkBuilder network) => new(
        network.Table(FactorTable, Small, items, Width), network.Table(VectorTable, Small, items, Width), network.Table(BiasTable, Initialization.Zeros, items, 1),
        network.Parameter("importance", Initialization.Ones, 1, Width));

    Outputs Say(NetworkBuilder network, GraphValue shoppers, GraphValue rows, out GraphValue[] lookedUp) => Say(network, Tables(network), shoppers, rows, out lookedUp);

    Outputs Say(NetworkBuilder network, TableValues tables, GraphValue shoppers, GraphValue rows, out GraphValue[] lookedUp)
    {
        var graph = network.Graph;
        var halves = graph.Split(shoppers, 1, [Width, Width], "halves");
        var (factors, vectors) = (graph.Gather(tables.Factors, rows, name: "factors_of_items"), graph.Gather(tables.Vectors, rows, name: "vectors_of_items"));
        lookedUp = [factors, vectors];
        var product = graph.Mul(factors, graph.Unsqueeze(graph.Mul(halves[0], tables.Importance), [1]), "product");
        var bias = graph.Gather(tables.Bias, rows, name: "bias_of_items");
        var ofFactors = graph.Squeeze(graph.Add(graph.ReduceSum(product, [2], keepDimensions: true), bias), [2], "factor_outputs");
        // the first layer over both vectors beside each other is the sum of one over each
        var hidden = graph.Relu(graph.Add(network.Linear(vectors, settings.Hidden, "layer_1.items"), graph.Unsqueeze(graph.MatMul(halves[1], network.Parameter("layer_1.shoppers", Initialization.Glorot, Width, settings.Hidden)), [1])), "layer_1");
        for (int layer = 2, width = settings.Hidden / 2; layer <= settings.Layers; layer++, width /= 2)
            hidden = graph.Relu(network.Linear(network.Dropout(hidden, settings.Dropout, $"layer_{layer}.dropout"), width, $"layer_{layer}.sums"), $"layer_{layer}");
        var clicks = graph.Add(ofFactors, graph.Squeeze(network.Linear(hidden, 1, "click_head"), [2]), "click_sums");
        if (!withPurchases) return new Outputs(ofFactors, clicks, null);
        var purchases = graph.Add(network.Linear(product, 1, "purchase_head.factors"), network.Linear(hidden, 1, "purchase_head.layers"));
        return new Outputs(ofFactors, clicks, graph.Squeeze(purchases, [2], "purchase_sums"));
    }

    /// <summary>-y log p - (1 - y) log(1 - p) with p = sigma(x): softplus(x) - y x.</summary>
    static GraphValue CrossEntropy(OnnxGraphBuilder graph, GraphValue outputs, GraphValue labels) => graph.Sub(graph.Softplus(outputs), graph.Mul(labels, outputs));

    /// <summary>
    /// The cross-entropy of p = sigma(a) sigma(b). With s = softplus(-a) + softplus(-b), log p = -s and log(1 - p) =
    /// log(e^-a + e^-b + e^-(a+b)) - s: finite wherever a and b are.
    /// </summary>
    static GraphValue OfBoth(OnnxGraphBuilder graph, GraphValue a, GraphValue b, GraphValue labels)
    {
        var (notA, notB) = (graph.Neg(a), graph.Neg(b));
        var all = graph.Concat([graph.Unsqueeze(notA, [2]), graph.Unsqueeze(notB, [2]), graph.Unsqueeze(graph.Add(notA, notB), [2])], 2);
        var not = graph.Sub(graph.Number(ElementType.Float32, 1), labels);
        return graph.Sub(graph.Add(graph.Softplus(notA), graph.Softplus(notB)), graph.Mul(not, graph.ReduceLogSumExp(all, [2])), "purchase_losses");
    }

    /// <param name="Factors">GMF's, [V, d].</param>
    /// <param name="Vectors">MLP's, [V, d].</param>
    /// <param name="Bias">[V, 1].</param>
    /// <param name="Importance">h of GMF's product, [1, d].</param>
    sealed record TableValues(GraphValue Factors, GraphValue Vectors, GraphValue Bias, GraphValue Importance);

    /// <summary>Log-odds, [B, K] each.</summary>
    /// <param name="Factors">By GMF's part alone.</param>
    sealed record Outputs(GraphValue Factors, GraphValue Clicks, GraphValue? Purchases);
}
