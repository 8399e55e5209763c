using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Pairs;

namespace RecConsole.Engine.Models;

/// <summary>
/// LightGCN (He et al. 2020): embeddings spread over the graph of shoppers and their items, e_u(k+1) = sum over i in N_u of
/// e_i(k) / sqrt(|N_u| |N_i|) and the same for items; a score is the inner product of the means over the layers 0 to K, learned
/// by the loss of BPR. The whole graph is spread in each step, as operators over its edges: exact, at 4 K d |edges| numbers
/// read and written forward and as many backward, so that steps are few and large.
/// Served: the item matrix is the items' means. A shopper who was not part of the graph, with items S, would come to
/// u = 1/(K+1) sum over k = 1 to K of |S|^-1/2 sum over i in S of e_i(k-1) / sqrt(|N_i|): exact but for the embedding of their
/// own (none) and what they would add to their neighbours. Without <see cref="Settings.ShopperEmbeddings"/> the shoppers of
/// the training have none either, and are trained in the form that is served.
/// </summary>
public static class LightGcnModel
{
    public const string Key = "lightgcn";

    public sealed record Settings : PairSettings
    {
        public Settings() => (BatchSize, LearningRate) = (8192, 0.005);

        /// <summary>K.</summary>
        public int Layers { get; init; } = 2;

        /// <summary>Whether shoppers have an embedding e_u(0) of their own, as in the paper, which a server knows of none.</summary>
        public bool ShopperEmbeddings { get; init; } = true;

        public override void Validate()
        {
            base.Validate();
            if (Layers is < 1 or > 8) throw new ArgumentException($"Layers is {Layers}; it must lie between 1 and 8.");
        }
    }

    public static IModelTraining Begin(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var card = new ModelCard($"inner product of {settings.Dimensions} dimensions; items are the means of {settings.Layers + 1} layers, the shopper what a new node beside the latest {settings.History.Length} items would come to",
            "He et al. 2020", ModelCard.Json(settings));
        return new PairTraining(Key, request, settings, new Network(request.Log, settings), card);
    }

    /// <param name="Shoppers">Mean over the layers, [U, d].</param>
    /// <param name="Items">Mean over the layers, [V, d].</param>
    /// <param name="Read">What an item gives a new shopper but for the root of the number of their items, [V, d].</param>
    internal sealed record Spread(GraphValue Shoppers, GraphValue Items, GraphValue Read);

    internal sealed class Network(TrainingLog log, Settings settings) : IPairNetwork
    {
        public int LeastItems => 1;

        /// <summary>One: each part of a batch would spread the whole graph again.</summary>
        public int Workers => 1;

        /// <summary>A model keeps the means over the layers and not the first: a training that goes on begins with those, which spread to nearly the same.</summary>
        public IReadOnlyDictionary<string, string?> ItemTables { get; } = new Dictionary<string, string?> { ["items"] = null };

        public PairVectors Build(NetworkBuilder network)
        {
            var graph = network.Graph;
            var spread = Propagate(network, out var shoppers, out var items);
            var (users, wanted) = (graph.Input(PairLoss.Users, ElementType.Int64, "batch"), graph.Input(PairLoss.Wanted, ElementType.Int64, "batch"));
            var unwanted = graph.Input(PairLoss.Unwanted, ElementType.Int64, "batch", settings.Negatives);
            // regularised are the embeddings of layer 0 alone, the only ones that are learned (eq. 15 of the paper)
            GraphValue[] learned = [graph.Gather(items, wanted), graph.Gather(items, unwanted)];
            return new PairVectors(graph.Gather(spread.Shoppers, users, name: "shoppers_of_batch"), graph.Gather(spread.Items, wanted, name: "wanted_items"),
                graph.Gather(spread.Items, unwanted, name: "unwanted_items"), shoppers is null ? learned : [graph.Gather(shoppers, users), .. learned]);
        }

        public void Fill(TrainingWorker worker, ReadOnlySpan<Pair> pairs)
        {
        }

        public (float[] Items, EncoderModel Encoder) ToServe(IReadOnlyDictionary<string, float[]> trained)
        {
            var graph = new OnnxGraphBuilder("lightgcn_spread");
            var spread = Propagate(NetworkBuilder.ForServing(graph, trained), out _, out _);
            var count = log.Vocabulary.Count;
            graph.Output(graph.Identity(spread.Items, "all_items"), count, settings.Dimensions);
            graph.Output(graph.Identity(spread.Read, "all_read"), count, settings.Dimensions);
            using var program = new OnnxProgram(graph.Build());
            using var binding = program.Bind();
            var items = binding.Output<float>("all_items", count, settings.Dimensions);
            var read = binding.Output<float>("all_read", count, settings.Dimensions);
            binding.Run();
            return (items.ToArray(), HistorySumEncoder.Create("lightgcn_encoder", read, count, settings.Dimensions, settings.History.ToEncoder()));
        }

        Spread Propagate(NetworkBuilder network, out GraphValue? shoppers, out GraphValue items)
        {
            var graph = network.Graph;
            var edges = Edges();
            var (ofUsers, ofItems) = (graph.Vector<long>("edge_shoppers", edges.Users), graph.Vector<long>("edge_items", edges.Items));
            var (userScale, itemScale) = (Scale(graph, "shopper", log.UserSets), Scale(graph, "item", log.ItemSets));
            var small = Initialization.Normal(0.1 / Math.Sqrt(settings.Dimensions));
            shoppers = settings.ShopperEmbeddings ? network.Table(PairTraining.Shoppers, small, log.UserCount, settings.Dimensions, onlyLookedUpRows: false) : null;
            items = network.Table("items", small, log.Vocabulary.Count, settings.Dimensions, onlyLookedUpRows: false);
            // a layer that is null is all zeros
            List<GraphValue?> userLayers = [shoppers], itemLayers = [items];
            for (var k = 1; k <= settings.Layers; k++)
            {
                var toUsers = Next(graph, itemLayers[^1], itemScale, ofItems, ofUsers, userScale, $"shoppers_{k}");
                itemLayers.Add(Next(graph, userLayers[^1], userScale, ofUsers, ofItems, itemScale, $"items_{k}"));
                userLayers.Add(toUsers);
            }
            return new Spread(Mean(graph, userLayers, "shopper_means"), Mean(graph, itemLayers, "item_means"),
                graph.Mul(Mean(graph, itemLayers[..^1], "read_means"), itemScale, "read"));
        }

        /// <summary>One layer on from one side of the graph to the other: scaled, spread along the edges, scaled again.</summary>
        GraphValue? Next(OnnxGraphBuilder graph, GraphValue? from, GraphValue fromScale, GraphValue fromEdges, GraphValue toEdges, GraphValue toScale, string name)
        {
            if (from is null) return null;
            var given = graph.Gather(graph.Mul(from, fromScale), fromEdges, name: $"{name}.given");
            var zeros = graph.ZerosLike(graph.Mul(toScale, graph.Constant<float>($"{name}.width", new float[settings.Dimensions], 1, settings.Dimensions)), $"{name}.zeros");
            return graph.Mul(graph.AddRows(zeros, toEdges, given, $"{name}.taken"), toScale, name);
        }

        /// <summary>The sum over the layers that are not zero, over K + 1.</summary>
        GraphValue Mean(OnnxGraphBuilder graph, IReadOnlyList<GraphValue?> layers, string name) =>
            graph.Mul(layers.OfType<GraphValue>().Aggregate((a, b) => graph.Add(a, b)), graph.Number(ElementType.Float32, 1.0 / (settings.Layers + 1)), name);

        /// <summary>1 / sqrt(neighbours), as a column.</summary>
        static GraphValue Scale(OnnxGraphBuilder graph, string name, int[][] neighbours) =>
            graph.Constant<float>($"{name}_scale", [.. neighbours.Select(all => all.Length == 0 ? 0 : 1 / MathF.Sqrt(all.Length))], neighbours.Length, 1);

        (long[] Users, long[] Items) Edges()
        {
            var pairs = log.UserSets.Index().SelectMany(user => user.Item.Select(item => (User: (long)user.Index, Item: (long)item))).ToArray();
            return (Array.ConvertAll(pairs, pair => pair.User), Array.ConvertAll(pairs, pair => pair.Item));
        }
    }
}
