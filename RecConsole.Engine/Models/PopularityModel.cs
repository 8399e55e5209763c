using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// score(i) = shoppers who dealt with i, whoever asks: the yardstick that every other model must beat. One dimension, u = 1, also
/// for shoppers of whom nothing is known: nobody is unknown to a model that looks at nobody.
/// </summary>
public static class PopularityModel
{
    public const string Key = "popularity";

    /// <summary>It has nothing to set; a request that sets something is refused.</summary>
    public sealed record Settings : IModelSettings
    {
        public void Validate()
        {
        }
    }

    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var counts = Array.ConvertAll(request.Log.ItemSets, shoppers => (float)shoppers.Length);
        return new InnerProductModel(new ModelArtifact(Key, request.Log.Vocabulary, 1, counts, new EncoderModel(One(), new EncoderOptions { AnswersUnknown = true }), request.Record(settings))
        {
            Card = new ModelCard("inner product of one dimension, the same for all, known or not", "counted, on the training part only", ModelCard.Json(settings)),
        });
    }

    /// <summary>u = 1 for each shopper of the batch.</summary>
    static byte[] One()
    {
        var graph = new OnnxGraphBuilder("same_for_all");
        var weights = graph.Input("weights", ElementType.Float32, "batch", "length");
        var nothing = graph.ZerosLike(graph.ReduceSum(weights, [1], keepDimensions: true), "nothing");
        graph.Output(graph.Add(nothing, graph.Scalar("one", 1f), "u"), "batch", 1);
        return graph.Build();
    }
}
