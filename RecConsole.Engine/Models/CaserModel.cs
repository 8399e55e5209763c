using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Sequences;

namespace RecConsole.Engine.Models;

/// <summary>
/// Caser (Tang and Wang 2018): the latest few interactions as a picture of places by dimensions. Horizontal filters look for
/// short runs of items anywhere in it and keep their strongest answer, vertical ones weigh the places; a layer makes the
/// shopper's vector of both. The paper adds a vector of the shopper, which nobody has for a visitor; it is left out.
/// </summary>
public static class CaserModel
{
    public const string Key = "caser";

    public sealed record Settings : SequenceSettings
    {
        /// <summary>Interactions that a prediction looks at.</summary>
        public int Window { get; init; } = 5;

        /// <summary>Horizontal filters of each height from 1 to the window.</summary>
        public int HorizontalFilters { get; init; } = 16;

        public int VerticalFilters { get; init; } = 4;

        public override void Validate()
        {
            base.Validate();
            if (Window < 2 || Window > Length) throw new ArgumentException($"Window is {Window}; it must lie between 2 and the length, {Length}.");
            if (HorizontalFilters < 1) throw new ArgumentException($"HorizontalFilters is {HorizontalFilters}; it must be 1 or more.");
            if (VerticalFilters < 1) throw new ArgumentException($"VerticalFilters is {VerticalFilters}; it must be 1 or more.");
        }
    }

    public static IModelTraining Begin(FitRequest request)
    {
        var settings = request.Read<Settings>();
        settings = SequenceSettings.For(settings, request.Log);
        var card = new ModelCard($"inner product of {settings.Dimensions} dimensions; the encoder is a convolutional network over the latest {settings.Window} interactions",
            "Tang and Wang 2018, without a vector of the shopper", ModelCard.Json(settings));
        var network = new SequenceNetwork(settings, request.Log.Vocabulary.Count, (network, inputs) => Look(network, inputs, settings));
        return new SequenceTraining(Key, request, network, card, shortest: settings.Window);
    }

    /// <summary>[batch, length, d] to what the window that begins at each place tells, the same.</summary>
    static GraphValue Look(NetworkBuilder network, SequenceInputs inputs, Settings settings)
    {
        var graph = network.Graph;
        var windows = Windows(network, inputs, settings.Window);
        var found = new List<GraphValue>();
        for (var height = 1; height <= settings.Window; height++) found.Add(Strongest(network, windows, height, settings));
        var byDimension = graph.Transpose(graph.Concat([.. windows.Select(place => graph.Unsqueeze(place, [2]))], 2), [0, 1, 3, 2], "by_dimension");
        var weighed = graph.MatMul(byDimension, network.Parameter("vertical.weight", Initialization.Glorot, settings.Window, settings.VerticalFilters), "vertical");
        found.Add(graph.Reshape(weighed, [0, 0, settings.Dimensions * settings.VerticalFilters], "vertical_found"));
        var all = network.Dropout(graph.Concat([.. found], 2, "found"), settings.Dropout, "found_dropout");
        return graph.Relu(network.Linear(all, settings.Dimensions, "joined"), "taste");
    }

    /// <summary>The embeddings that are so many places older than each: as many tensors [batch, length, d] as the window has places.</summary>
    static GraphValue[] Windows(NetworkBuilder network, SequenceInputs inputs, int window)
    {
        var graph = network.Graph;
        var x = inputs.Embedded;
        var windows = new GraphValue[window];
        windows[0] = x;
        var nothing = graph.ZerosLike(x);
        for (var older = 1; older < window; older++)
            windows[older] = graph.ReshapeLike(graph.Concat([graph.Slice(x, 1, older, long.MaxValue), graph.Slice(nothing, 1, 0, older)], 1), x, $"older_{older}");
        return windows;
    }

    /// <summary>The strongest answer of the filters of one height to any run of that many places: [batch, length, filters].</summary>
    static GraphValue Strongest(NetworkBuilder network, GraphValue[] windows, int height, Settings settings)
    {
        var graph = network.Graph;
        GraphValue? strongest = null;
        var kernel = network.Parameter($"horizontal_{height}.weight", Initialization.Glorot, height * settings.Dimensions, settings.HorizontalFilters);
        var bias = network.Parameter($"horizontal_{height}.bias", Initialization.Zeros, settings.HorizontalFilters);
        for (var from = 0; from + height <= windows.Length; from++)
        {
            var run = height == 1 ? windows[from] : graph.Concat(windows.AsSpan(from, height), 2);
            var answer = graph.MatMul(run, kernel);
            strongest = strongest is null ? answer : graph.Max(strongest, answer);
        }
        return graph.Relu(graph.Add(strongest!, bias), $"horizontal_{height}");
    }
}
