using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Services;

/// <summary>
/// In: a model and a catalogue. Out: where its items lie in the two directions in which their embeddings vary most (principal
/// components: Pearson 1901), so that what the model takes for alike lies together. Cost: d² for each item drawn and d³ once.
/// </summary>
public static class EmbeddingMap
{
    /// <summary>Items that are drawn; of a larger catalogue every so many.</summary>
    public const int MostItems = 3000;

    /// <summary>Null where the model has no embeddings of two dimensions, or knows fewer than three items of the catalogue.</summary>
    public static ItemMap? Of(ModelArtifact model, CatalogSnapshot catalog)
    {
        if (model.Dimensions < 2) return null;
        var known = Enumerable.Range(0, catalog.Count).Where(i => catalog[i].IsEligible && model.Vocabulary.IndexOf(catalog[i].Id) >= 0).ToArray();
        if (known.Length < 3) return null;
        var drawn = Math.Min(known.Length, MostItems);
        var items = Enumerable.Range(0, drawn).Select(n => catalog[known[(long)n * known.Length / drawn]]).ToArray();
        var rows = Array.ConvertAll(items, item => model.Vocabulary.IndexOf(item.Id));
        var (mean, covariance) = Moments(model, rows);
        var (axes, variances, _) = JacobiSvd.Decompose(covariance); // of a covariance, singular vectors are the principal axes
        var whole = variances.Sum();
        if (whole <= 0) return null;
        return new ItemMap([.. items.Select((item, n) => new MapPoint(item, Along(model, rows[n], mean, axes, 0), Along(model, rows[n], mean, axes, 1)))],
            known.Length, (variances[0] + variances[1]) / whole);
    }

    static (double[] Mean, double[,] Covariance) Moments(ModelArtifact model, int[] rows)
    {
        var d = model.Dimensions;
        var mean = new double[d];
        foreach (var row in rows)
            for (var k = 0; k < d; k++) mean[k] += model.EmbeddingOf(row)[k] / rows.Length;
        var covariance = new double[d, d];
        var centred = new double[d];
        foreach (var row in rows)
        {
            var embedding = model.EmbeddingOf(row);
            for (var k = 0; k < d; k++) centred[k] = embedding[k] - mean[k];
            for (var i = 0; i < d; i++)
                for (var j = 0; j < d; j++) covariance[i, j] += centred[i] * centred[j] / rows.Length;
        }
        return (mean, covariance);
    }

    /// <summary>The coordinate along an axis; an axis points to where its largest loading is positive, so that a map is the same each time.</summary>
    static double Along(ModelArtifact model, int row, double[] mean, double[,] axes, int axis)
    {
        var (sum, largest) = (0.0, 0.0);
        var embedding = model.EmbeddingOf(row);
        for (var k = 0; k < mean.Length; k++)
        {
            sum += (embedding[k] - mean[k]) * axes[k, axis];
            if (Math.Abs(axes[k, axis]) > Math.Abs(largest)) largest = axes[k, axis];
        }
        return largest < 0 ? -sum : sum;
    }
}

/// <param name="Known">Items of the catalogue that the model knows, drawn or not.</param>
/// <param name="ShareOfVariance">What the two directions hold of all that the embeddings vary.</param>
public sealed record ItemMap(IReadOnlyList<MapPoint> Points, int Known, double ShareOfVariance);

public readonly record struct MapPoint(Item Item, double X, double Y);
