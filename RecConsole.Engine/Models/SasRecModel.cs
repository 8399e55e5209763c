using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Sequences;

namespace RecConsole.Engine.Models;

/// <summary>
/// SASRec (Kang and McAuley 2018): self-attention over the latest interactions predicts the next one. Each place sees itself
/// and what is older; places are numbered from the newest, so that "the last item" is the same place for every shopper.
/// Blocks are normalised before each half and use GELU; the items' table is both what is read and what is scored.
/// </summary>
public static class SasRecModel
{
    public const string Key = "sasrec";

    public record Settings : SequenceSettings
    {
        public int Blocks { get; init; } = 2;

        public int Heads { get; init; } = 2;

        /// <summary>Width of the feed-forward half, in widths of the embedding.</summary>
        public int HiddenFactor { get; init; } = 2;

        public override void Validate()
        {
            base.Validate();
            if (Blocks is < 1 or > 24) throw new ArgumentException($"Blocks is {Blocks}; it must lie between 1 and 24.");
            if (Heads < 1 || Dimensions % Heads != 0) throw new ArgumentException($"Heads is {Heads}; it must divide the {Dimensions} dimensions.");
            if (HiddenFactor is < 1 or > 16) throw new ArgumentException($"HiddenFactor is {HiddenFactor}; it must lie between 1 and 16.");
        }
    }

    public static IModelTraining Begin(FitRequest request) => Begin(Key, request, request.Read<Settings>(), "Kang and McAuley 2018");

    internal static IModelTraining Begin(string key, FitRequest request, Settings settings, string source)
    {
        settings = SequenceSettings.For(settings, request.Log);
        var card = new ModelCard($"inner product of {settings.Dimensions} dimensions; the encoder is a Transformer of {settings.Blocks} blocks over the latest {settings.Length} interactions",
            source, ModelCard.Json(settings));
        return new SequenceTraining(key, request, new SequenceNetwork(settings, request.Log.Vocabulary.Count, (network, inputs) => Attend(network, inputs, settings)), card);
    }

    /// <summary>[batch, length, d] to the same.</summary>
    static GraphValue Attend(NetworkBuilder network, SequenceInputs inputs, Settings settings)
    {
        var graph = network.Graph;
        var ages = graph.Range(graph.Squeeze(graph.Slice(graph.Shape(inputs.Items), 0, 1, 2), [0]), "length", "ages");
        var places = network.Parameter("place_table", Initialization.Normal(0.02), settings.Length, settings.Dimensions);
        var x = network.Dropout(graph.Add(inputs.Embedded, graph.Gather(places, ages, name: "place_embeddings")), settings.Dropout, "input");
        // [batch, 1, length, length]: column j is hidden from row i where it is newer, or nothing
        var isNewer = graph.Less(ages, graph.Unsqueeze(ages, [1]), "is_newer");
        var isHidden = graph.Or(graph.Unsqueeze(inputs.IsPadding, [1]), isNewer, "is_hidden");
        // -1e9 and not -infinity: a place without anything to see stays finite
        var mask = graph.Unsqueeze(graph.Where(isHidden, graph.Number(ElementType.Float32, -1e9), graph.Number(ElementType.Float32, 0)), [1], "mask");
        var block = new TransformerBlock(settings.Heads, settings.HiddenFactor * settings.Dimensions, settings.Dropout);
        for (var i = 0; i < settings.Blocks; i++) x = block.Append(network, x, mask, $"block_{i + 1}");
        return x;
    }
}
