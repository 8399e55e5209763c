using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>
/// What a network of sequences sees of a batch, newest first: <see cref="Items"/> int64 [batch, length], rows of the
/// vocabulary, -1 from the end of a shorter history on.
/// </summary>
/// <param name="Embedded">[batch, length, d], zero where there is no item.</param>
/// <param name="IsPadding">bool [batch, length].</param>
public sealed record SequenceInputs(GraphValue Items, GraphValue Embedded, GraphValue IsPadding);

/// <summary>
/// Builds the graph of a sequence model, the same for training and for serving: items are looked up, the model's own body
/// makes of them what is known at each place, a normalisation ends it. The newest place's is the shopper's vector u; the
/// table that is looked up is the item matrix.
/// </summary>
/// <param name="Body">From the inputs to [batch, length, d]; a place may read itself and what is older, which stands behind it.</param>
public sealed record SequenceNetwork(SequenceSettings Settings, int ItemCount, Func<NetworkBuilder, SequenceInputs, GraphValue> Body)
{
    /// <summary>Name of the input that holds the histories.</summary>
    public const string Items = "items";

    /// <summary>Name of the input that holds what was done, int64 [batch, length].</summary>
    public const string Kinds = "kinds";

    /// <summary>Name of the input that holds the seconds since the interaction before, float [batch, length].</summary>
    public const string Gaps = "gaps";

    static readonly int KindCount = Enum.GetValues<EventKind>().Max(kind => (int)kind) + 1;

    /// <summary>Name of the item matrix, the parameter in training and the input in serving.</summary>
    public const string Table = "embeddings";

    /// <summary>Up to this many numbers a step moves the whole table: Adam's moments stay exact and that costs some milliseconds; beyond, only the rows that were looked up.</summary>
    const long WholeTable = 4_000_000;

    /// <summary>The mean loss of a batch, for <see cref="TrainingProgram"/>.</summary>
    public GraphValue Loss(NetworkBuilder network)
    {
        var table = network.Table(Table, Initialization.Normal(1 / Math.Sqrt(Settings.Dimensions)), ItemCount, Settings.Dimensions,
            onlyLookedUpRows: (long)ItemCount * Settings.Dimensions > WholeTable);
        var hidden = Hidden(network, table, out _);
        return SequenceLoss.Append(network.Graph, Settings, network.Graph.Reshape(hidden, [-1, Settings.Dimensions], "hidden"), table, ItemCount);
    }

    /// <summary>The encoder that serves: items and the item matrix come in, u [batch, d] goes out, zero for a history without a known item.</summary>
    public byte[] Encoder(string name, IReadOnlyDictionary<string, float[]> trained)
    {
        var graph = new OnnxGraphBuilder(name);
        var network = NetworkBuilder.ForServing(graph, trained);
        var hidden = Hidden(network, graph.Input(Table, ElementType.Float32, "item", Settings.Dimensions), out var inputs);
        var newest = graph.Squeeze(graph.Slice(hidden, 1, 0, 1), [1], "newest");
        var isUnknown = graph.Slice(inputs.IsPadding, 1, 0, 1, "is_unknown");
        graph.Output(graph.Where(isUnknown, graph.Number(ElementType.Float32, 0), newest, "u"), "batch", Settings.Dimensions);
        return graph.Build();
    }

    GraphValue Hidden(NetworkBuilder network, GraphValue table, out SequenceInputs inputs)
    {
        var graph = network.Graph;
        var items = graph.Input(Items, ElementType.Int64, "batch", "length");
        var none = graph.Number(ElementType.Int64, 0);
        var isPadding = graph.Less(items, none, "is_padding");
        var rows = graph.Gather(table, graph.Where(isPadding, none, items, "rows"), name: "item_embeddings");
        var isNothing = graph.Unsqueeze(isPadding, [2], "is_nothing");
        // as long as a normalised row, whatever the width: what is learned beside it has entries around 1
        var scaled = graph.Mul(rows, graph.Number(ElementType.Float32, Math.Sqrt(Settings.Dimensions)), "scaled");
        var embedded = graph.Where(isNothing, graph.Number(ElementType.Float32, 0), Described(network, scaled, isPadding), "embedded");
        inputs = new SequenceInputs(items, embedded, isPadding);
        return network.Normalize(Body(network, inputs), "last_norm");
    }

    /// <summary>With what was done and how long after the one before, where the settings ask for it: [batch, length, d] as the items.</summary>
    GraphValue Described(NetworkBuilder network, GraphValue items, GraphValue isPadding)
    {
        var graph = network.Graph;
        if (Settings.Kinds == true)
        {
            var kinds = graph.Where(isPadding, graph.Number(ElementType.Int64, 0), graph.Input(Kinds, ElementType.Int64, "batch", "length"), "known_kinds");
            items = graph.Add(items, graph.Gather(network.Table("kind_table", Initialization.Zeros, KindCount, Settings.Dimensions, onlyLookedUpRows: false), kinds, name: "kind_embeddings"));
        }
        if (Settings.Gaps == true) items = graph.Add(items, TimeGaps.Embed(network, graph.Input(Gaps, ElementType.Float32, "batch", "length"), Settings.Dimensions));
        return items;
    }
}
