using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models.Content;

/// <summary>
/// From what an item has (many-hot, flat: which feature and whose) to its embedding: one hidden layer over the sum of the
/// features' rows by the root of their number.
/// </summary>
sealed record ContentNetwork(ContentTowerSettings Settings, int Features, int Dimensions)
{
    const string FeatureInput = "features", OwnerInput = "owners", ScaleInput = "scale", TargetInput = "targets";

    /// <summary>Mean squared error over standardised embeddings.</summary>
    public GraphValue Loss(NetworkBuilder network)
    {
        var graph = network.Graph;
        var error = graph.Sub(Output(network), graph.Input(TargetInput, ElementType.Float32, "batch", Dimensions), "error");
        return graph.Mean(graph.Mul(error, error), "squared_error");
    }

    /// <summary>The trained network with the standardisation undone: <c>e</c> [batch, d].</summary>
    public byte[] ToServe(IReadOnlyDictionary<string, float[]> trained, float[] mean, float deviation)
    {
        var graph = new OnnxGraphBuilder("content_tower");
        var standardised = Output(NetworkBuilder.ForServing(graph, trained));
        var scaled = graph.Mul(standardised, graph.Scalar("deviation", deviation));
        graph.Output(graph.Add(scaled, graph.Constant<float>("mean", mean, 1, Dimensions), "e"), "batch", Dimensions);
        return graph.Build();
    }

    GraphValue Output(NetworkBuilder network)
    {
        var graph = network.Graph;
        var scale = graph.Input(ScaleInput, ElementType.Float32, "batch", 1);
        var table = network.Table("feature_table", Initialization.Normal(0.1), Features, Settings.Hidden, onlyLookedUpRows: false);
        var rows = graph.Gather(table, graph.Input(FeatureInput, ElementType.Int64, "entries"), name: "feature_rows");
        var nothing = graph.ZerosLike(graph.Mul(scale, graph.Constant<float>("width", new float[Settings.Hidden], 1, Settings.Hidden)), "nothing");
        var sums = graph.Mul(graph.AddRows(nothing, graph.Input(OwnerInput, ElementType.Int64, "entries"), rows), scale, "sums");
        var bias = network.Parameter("hidden.bias", Initialization.Zeros, 1, Settings.Hidden);
        var hidden = network.Dropout(graph.Relu(graph.Add(sums, bias), "hidden"), Settings.Dropout, "hidden_dropout");
        return network.Linear(hidden, Dimensions, "embedding");
    }

    /// <summary>An input by name and shape: of a training's worker, or of a program's binding.</summary>
    public delegate Span<T> Inputs<T>(string name, params ReadOnlySpan<long> shape) where T : unmanaged;

    /// <summary>Writes what items have.</summary>
    public static void Fill(ReadOnlySpan<int[]> features, Inputs<long> integers, Inputs<float> numbers)
    {
        var total = 0;
        foreach (var own in features) total += own.Length;
        var at = 0;
        var scale = numbers(ScaleInput, features.Length, 1);
        var rows = integers(FeatureInput, total);
        var owners = integers(OwnerInput, total);
        for (var i = 0; i < features.Length; i++)
        {
            scale[i] = features[i].Length == 0 ? 0 : 1 / MathF.Sqrt(features[i].Length);
            foreach (var feature in features[i]) (rows[at], owners[at++]) = (feature, i);
        }
    }

    public static Span<float> Targets(TrainingWorker worker, int count, int dimensions) => worker.Input<float>(TargetInput, count, dimensions);
}
