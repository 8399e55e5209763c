using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>How well items are ranked by one kind of embedding, over the cases that look for one of the hidden items.</summary>
/// <param name="Auc">Share of the other items below a hidden one that is looked for; 0.5 by chance.</param>
public sealed record ColdItemFigures(string Embeddings, double HitRate10, double Ndcg10, double Auc);

/// <param name="Hidden">Items whose embeddings were hidden.</param>
/// <param name="Cases">Shoppers who look for one of them.</param>
/// <param name="Explained">See <see cref="ContentTower.Explained"/>; null where no tower could be fitted.</param>
/// <param name="Figures">By their own embeddings, the tower's (where there is one) and at the mean.</param>
public sealed record ColdItemReport(int Hidden, int Cases, double? Explained, IReadOnlyList<ColdItemFigures> Figures);

/// <summary>
/// The gap of a new item: a share of the known items lose their embeddings, a tower is fitted to the others, and the hidden ones
/// are ranked among the whole catalogue where their attributes say, at the mean of the others, and by their own embeddings,
/// which is what events would bring. They are left out of the histories, as nobody has dealt with a new item.
/// </summary>
public static class ColdItemStudy
{
    /// <param name="log">What the model was fitted on.</param>
    /// <param name="items">The attributes.</param>
    /// <param name="share">Of the known items, to be hidden.</param>
    /// <returns>Null where nobody looks for a hidden item.</returns>
    public static ColdItemReport? Run(EvaluationSplit split, TrainingLog log, ModelArtifact model, IReadOnlyList<Item> items, double share, EvaluationOptions options, TimeProvider time)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of hidden items lies between 0 and 1.");
        var hidden = Hide(model, share, options.Seed);
        if (Cases(split, model, hidden) is not { Count: > 0 } cases) return null;
        var asked = split with { Cases = cases };
        using var tower = ContentTower.Fit(Without(model, hidden), items, new ContentTowerSettings(), options.Seed, options.Cancellation);
        var mean = Mean(model, hidden);
        var figures = new List<ColdItemFigures> { Rank("own", model) };
        if (tower is not null) figures.Add(Rank("tower", With(model, Placed(tower, items, model, hidden, mean))));
        figures.Add(Rank("mean", With(model, hidden.ToDictionary(row => row, _ => mean))));
        return new ColdItemReport(hidden.Count, cases.Count, tower?.Explained, figures);

        ColdItemFigures Rank(string embeddings, ModelArtifact artifact)
        {
            using var ranked = new InnerProductModel(artifact);
            var metrics = new Evaluator(asked, log, options with { BootstrapResamples = 0 }).Run(ranked, time).Metrics;
            return new ColdItemFigures(embeddings, metrics["hr@10"], metrics["ndcg@10"], metrics["auc"]);
        }
    }

    static HashSet<int> Hide(ModelArtifact model, double share, ulong seed)
    {
        var rows = Enumerable.Range(0, model.Vocabulary.Count).Where(row => model.EmbeddingOf(row).ContainsAnyExcept(0f)).ToArray();
        new Rng(seed).Fork(7).Shuffle<int>(rows);
        return [.. rows.Take((int)(rows.Length * share))];
    }

    /// <summary>Those that look for hidden items, and for these alone, from what else the shopper dealt with.</summary>
    static List<EvaluationCase> Cases(EvaluationSplit split, ModelArtifact model, HashSet<int> hidden)
    {
        var isHidden = Enumerable.Range(0, split.Items.Count).Select(item => hidden.Contains(model.Vocabulary.IndexOf(split.Items[item]))).ToArray();
        return [.. from one in split.Cases
                   let targets = one.Targets.Where(item => isHidden[item]).ToArray()
                   let history = one.History.ToArray().Where(entry => !isHidden[entry.Item]).ToArray()
                   where targets.Length > 0 && history.Length > 0
                   select new EvaluationCase(history, targets)];
    }

    static ModelArtifact Without(ModelArtifact model, HashSet<int> hidden) => With(model, hidden.ToDictionary(row => row, _ => new float[model.Dimensions]));

    static ModelArtifact With(ModelArtifact model, Dictionary<int, float[]> rows)
    {
        var embeddings = model.Embeddings.ToArray();
        foreach (var (row, embedding) in rows) embedding.CopyTo(embeddings, row * model.Dimensions);
        return new ModelArtifact(model.Key, model.Vocabulary, model.Dimensions, embeddings, model.Encoder, model.Training);
    }

    static Dictionary<int, float[]> Placed(ContentTower tower, IReadOnlyList<Item> items, ModelArtifact model, HashSet<int> hidden, float[] mean)
    {
        var placed = hidden.ToDictionary(row => row, _ => mean);
        var known = items.Where(item => hidden.Contains(model.Vocabulary.IndexOf(item.Id))).ToArray();
        var rows = new float[known.Length * model.Dimensions];
        tower.Embed(known, rows);
        for (var i = 0; i < known.Length; i++) placed[model.Vocabulary.IndexOf(known[i].Id)] = rows[(i * model.Dimensions)..((i + 1) * model.Dimensions)];
        return placed;
    }

    static float[] Mean(ModelArtifact model, HashSet<int> hidden)
    {
        var sum = new double[model.Dimensions];
        var count = 0;
        for (var row = 0; row < model.Vocabulary.Count; row++)
        {
            if (hidden.Contains(row) || !model.EmbeddingOf(row).ContainsAnyExcept(0f)) continue;
            for (var k = 0; k < sum.Length; k++) sum[k] += model.EmbeddingOf(row)[k];
            count++;
        }
        return Array.ConvertAll(sum, value => (float)(value / Math.Max(1, count)));
    }
}
