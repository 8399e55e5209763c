namespace RecConsole.Engine.Models;

/// <summary>score(i) = shoppers who dealt with i, whoever asks: the yardstick that every other model must beat. One dimension, u = 1.</summary>
public static class PopularityModel
{
    public const string Key = "popularity";

    /// <summary>It has nothing to set; a request that sets something is refused.</summary>
    public sealed record Settings;

    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var counts = Array.ConvertAll(request.Log.ItemSets, shoppers => (float)shoppers.Length);
        return new InnerProductModel(Key, request.Log.Vocabulary, 1, counts, new Anybody(),
            new ModelCard("inner product of one dimension, the same for all", "counted, on the training part only", ModelCard.Json(settings)));
    }

    sealed class Anybody : IHistoryEncoder
    {
        public void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u) => u.Fill(1);

        public void Dispose()
        {
        }
    }
}
