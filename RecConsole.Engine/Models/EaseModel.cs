using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// A linear autoencoder without hidden layer (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): B minimises
/// |X - XB|² + lambda |B|² with a diagonal of zeros, which gives P = (XᵀX + lambda I)⁻¹, B_ij = -P_ij / P_jj (eq. 8).
/// The inverse is dense and exact for the most popular items up to <see cref="Settings.MaxItems"/>; rarer ones have no row and
/// the card says so. Each row keeps its entries of largest size: what a sparse term can hold.
/// </summary>
public static class EaseModel
{
    public const string Key = "ease";

    public sealed record Settings : IModelSettings
    {
        /// <summary>lambda.</summary>
        public double Regularization { get; init; } = 300;

        /// <summary>Length of an item's list.</summary>
        public int Neighbours { get; init; } = 500;

        /// <summary>Items of the dense inverse: 4 bytes x its square, 1 GB at 16,384.</summary>
        public int MaxItems { get; init; } = 16_384;

        public HistoryOptions History { get; init; } = new();

        public void Validate()
        {
            if (!(Regularization > 0 && double.IsFinite(Regularization))) throw new ArgumentException($"Regularization is {Regularization}; it must be above 0.");
            ModelOptions.ThrowIfBelowOne(Neighbours, nameof(Neighbours));
            ModelOptions.ThrowIfBelowOne(MaxItems, nameof(MaxItems));
            History.Validate();
        }
    }

    /// <summary>Cost: n³ operations for the inverse and the sum over shoppers of the square of their items.</summary>
    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var (log, parallel) = (request.Log, request.Parallel);
        var (kept, place) = MostPopular(log, settings.MaxItems);
        request.Progress?.Report(new FitProgress("Counting pairs", 0));
        var p = Gram(log, kept, place, settings.Regularization, parallel);
        request.Progress?.Report(new FitProgress($"Inverting {kept.Length} x {kept.Length}", 0.2));
        SymmetricInverse.InPlace(p, kept.Length, parallel);
        var stride = SymmetricInverse.StrideOf(kept.Length);
        request.Progress?.Report(new FitProgress("Keeping the largest weights", 0.9));
        var lists = ItemLists.Build(log.Vocabulary.Count, parallel, (item, sums) =>
        {
            var i = place[item];
            if (i < 0) return;
            for (var j = 0; j < kept.Length; j++)
                if (j != i) sums.Add(kept[j], -p[i * stride + j] / p[j * stride + j]);
        }, settings.Neighbours);
        return new ItemListModel(new ModelArtifact(Key, log.Vocabulary, lists, settings.History.ToEncoder(), request.Record(settings))
        {
            Card = new ModelCard($"sparse term: the {settings.Neighbours} largest weights an item, under the weight of relevance", "Steck 2019, eq. 8", ModelCard.Json(settings))
            {
                Notes = kept.Length == log.Vocabulary.Count ? [] : [$"The inverse covers the {kept.Length} most popular of {log.Vocabulary.Count} items; the others neither give nor get a score."],
            },
        });
    }

    /// <summary>The rows that take part, ascending, and where each row of the vocabulary stands among them (-1 for none).</summary>
    static (int[] Kept, int[] Place) MostPopular(TrainingLog log, int most)
    {
        var kept = Enumerable.Range(0, log.Vocabulary.Count).OrderByDescending(row => log.ItemSets[row].Length).Take(most).Order().ToArray();
        var place = new int[log.Vocabulary.Count];
        Array.Fill(place, -1);
        for (var i = 0; i < kept.Length; i++) place[kept[i]] = i;
        return (kept, place);
    }

    /// <summary>XᵀX + lambda I.</summary>
    static float[] Gram(TrainingLog log, int[] kept, int[] place, double regularization, ParallelOptions parallel)
    {
        var gram = SymmetricInverse.Allocate(kept.Length);
        var stride = SymmetricInverse.StrideOf(kept.Length);
        Parallel.For(0, kept.Length, parallel, i =>
        {
            var row = gram.AsSpan(i * stride, stride);
            foreach (var user in log.ItemSets[kept[i]])
                foreach (var other in log.UserSets[user])
                    if (place[other] is >= 0 and var j) row[j]++;
            row[i] += (float)regularization;
        });
        return gram;
    }
}
