using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Pairs;

namespace RecConsole.Engine.Models;

/// <summary>
/// Matrix factorisation under Bayesian personalised ranking (Rendle, Freudenthaler, Gantner and Schmidt-Thieme 2009). By
/// default the shopper's factors are the sum of second factors of their items, u = |S|^-1/2 sum over j in S of c_j with the
/// item in question left out (SVD++ and FISM: Koren 2008; Kabbur, Ning and Karypis 2013): what a server makes of the history
/// of anybody, known or new, is then what was trained. With <see cref="Shopper.Factors"/> each shopper has factors of their
/// own, as in the paper, and a server folds a history in as the mean of its items' factors.
/// </summary>
public static class BprModel
{
    public const string Key = "bpr";

    public enum Shopper
    {
        History,
        Factors,
    }

    public sealed record Settings : PairSettings
    {
        /// <summary>Where the shopper's factors come from in training.</summary>
        public Shopper Shopper { get; init; }

        /// <summary>A batch is learned in so many parts at once: belongs to the options, as the same number gives the same model on any machine.</summary>
        public int Workers { get; init; } = 2;

        public override void Validate()
        {
            base.Validate();
            if (Workers is < 1 or > 64) throw new ArgumentException($"Workers is {Workers}; it must lie between 1 and 64.");
        }
    }

    public static IModelTraining Begin(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var card = new ModelCard(settings.Shopper == Shopper.History
                ? $"inner product of {settings.Dimensions} dimensions; the shopper is the sum of second factors of the latest {settings.History.Length} items, over the root of their number, as in training"
                : $"inner product of {settings.Dimensions} dimensions; the shopper is the mean of the factors of the latest {settings.History.Length} items, in training factors of their own",
            settings.Shopper == Shopper.History ? "Rendle et al. 2009; Kabbur, Ning and Karypis 2013" : "Rendle et al. 2009", ModelCard.Json(settings));
        return new PairTraining(Key, request, settings, settings.Shopper == Shopper.History ? new OfHistories(request.Log, settings) : new OfShoppers(request.Log, settings), card);
    }

    static Initialization Small(Settings settings) => Initialization.Normal(0.1 / Math.Sqrt(settings.Dimensions));

    static GraphValue ItemTable(NetworkBuilder network, TrainingLog log, Settings settings) =>
        network.Table("items", Small(settings), log.Vocabulary.Count, settings.Dimensions);

    static PairVectors Vectors(OnnxGraphBuilder graph, Settings settings, GraphValue shoppers, GraphValue items, GraphValue read)
    {
        var wanted = graph.Gather(items, graph.Input(PairLoss.Wanted, ElementType.Int64, "batch"), name: "wanted_items");
        var unwanted = graph.Gather(items, graph.Input(PairLoss.Unwanted, ElementType.Int64, "batch", settings.Negatives), name: "unwanted_items");
        return new PairVectors(shoppers, wanted, unwanted, [read, wanted, unwanted]);
    }

    /// <summary>Factors of their own for each shopper.</summary>
    sealed class OfShoppers(TrainingLog log, Settings settings) : IPairNetwork
    {
        public int LeastItems => 1;

        public int Workers => settings.Workers;

        public IReadOnlyDictionary<string, string?> ItemTables { get; } = new Dictionary<string, string?> { ["items"] = null };

        public PairVectors Build(NetworkBuilder network)
        {
            var users = network.Graph.Input(PairLoss.Users, ElementType.Int64, "batch");
            var shoppers = network.Graph.Gather(network.Table(PairTraining.Shoppers, Small(settings), log.UserCount, settings.Dimensions), users, name: "shopper_factors");
            return Vectors(network.Graph, settings, shoppers, ItemTable(network, log, settings), shoppers);
        }

        public void Fill(TrainingWorker worker, ReadOnlySpan<Pair> pairs)
        {
        }

        public (float[] Items, EncoderModel Encoder) ToServe(IReadOnlyDictionary<string, float[]> trained) =>
            (trained["items"], DecayedMeanEncoder.Create(settings.History.ToEncoder()));
    }

    /// <summary>A shopper is what their other items' second factors add up to.</summary>
    sealed class OfHistories(TrainingLog log, Settings settings) : IPairNetwork
    {
        readonly int[][] latest = [.. Enumerable.Range(0, log.UserCount).Select(user => log.Latest(user, settings.History.Length + 1))];

        public int LeastItems => 2;

        public int Workers => settings.Workers;

        public IReadOnlyDictionary<string, string?> ItemTables { get; } = new Dictionary<string, string?> { ["items"] = null, ["read"] = HistorySumEncoder.ReadItems };

        public PairVectors Build(NetworkBuilder network)
        {
            var graph = network.Graph;
            var users = graph.Input(PairLoss.Users, ElementType.Int64, "batch");
            var others = graph.Gather(network.Table("read", Small(settings), log.Vocabulary.Count, settings.Dimensions), graph.Input("others", ElementType.Int64, "others"), name: "read_factors");
            var scale = graph.Input("scale", ElementType.Float32, "batch", 1);
            var nothing = graph.ZerosLike(graph.Mul(scale, graph.Constant<float>("width", new float[settings.Dimensions], 1, settings.Dimensions)), "nothing");
            var sums = graph.AddRows(nothing, graph.Input("owners", ElementType.Int64, "others"), others, "sums");
            return Vectors(graph, settings, graph.Mul(sums, scale, "shopper_factors"), ItemTable(network, log, settings), others);
        }

        public void Fill(TrainingWorker worker, ReadOnlySpan<Pair> pairs)
        {
            var total = 0;
            foreach (var pair in pairs) total += Count(pair);
            var others = worker.Input<long>("others", total);
            var owners = worker.Input<long>("owners", total);
            var scale = worker.Input<float>("scale", pairs.Length, 1);
            for (int i = 0, at = 0; i < pairs.Length; i++)
            {
                var count = Count(pairs[i]);
                scale[i] = 1 / MathF.Sqrt(count);
                foreach (var item in latest[pairs[i].User])
                {
                    if (count == 0) break;
                    if (item == pairs[i].Item) continue;
                    (others[at], owners[at++]) = (item, i);
                    count--;
                }
            }
        }

        public (float[] Items, EncoderModel Encoder) ToServe(IReadOnlyDictionary<string, float[]> trained) =>
            (trained["items"], HistorySumEncoder.Create("bpr_encoder", trained["read"], log.Vocabulary.Count, settings.Dimensions, settings.History.ToEncoder()));

        /// <summary>Items that are read for a pair: the shopper's latest, without the one that is asked for.</summary>
        int Count(Pair pair) => Math.Min(settings.History.Length, log.UserSets[pair.User].Length - 1);
    }
}
