using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>How true a click model's probabilities are.</summary>
/// <param name="Ctr">Of what came next, each among items drawn uniformly that the shopper did not deal with.</param>
/// <param name="Cvr">Of what came next alone: whether it was bought. Null where the model or the cases do not tell.</param>
public sealed record ClickFigures(ClassificationFigures Ctr, ClassificationFigures? Cvr);

/// <summary>
/// In: held-out cases and a click model. Out: the figures of its served probabilities on labelled pairs: each target, and for each
/// <see cref="NeuMfModel.NegativesPerClick"/> others that the shopper neither dealt with nor looks for, of the items that the model
/// knows. The base rate is that of the draw, as in calibration: it is no rate of clicks on what a page shows.
/// </summary>
public static class ClickStudy
{
    /// <summary>Draws before an item that the shopper knows is taken all the same.</summary>
    const int MaxDraws = 20;

    /// <returns>Null where the model gives no probabilities, or knows none of the targets.</returns>
    public static ClickFigures? Run(EvaluationSplit split, IFittedModel model, EvaluationOptions options)
    {
        if (model is not ItemListModel { Clicks: { } clicks }) return null;
        var rows = Evaluator.RowsOf(split, model);
        var cases = Evaluator.Drawn(split.Cases, options);
        var pairs = new CasePairs?[cases.Length];
        Parallel.For(0, cases.Length, options.Parallel, n => pairs[n] = Ask(cases[n], rows, model.Vocabulary.Count, clicks, new Rng(options.Seed).Fork(5).Fork((ulong)n)));
        var asked = pairs.OfType<CasePairs>().ToArray();
        if (asked.Length == 0) return null;
        var bought = asked.SelectMany(one => one.IsBought).ToArray();
        return new ClickFigures(
            ClassificationFigures.Of([.. asked.SelectMany(one => one.Clicks)], [.. asked.SelectMany(one => one.IsClicked)]),
            clicks.HasPurchases && bought.Contains(true) ? ClassificationFigures.Of([.. asked.SelectMany(one => one.Purchases)], bought) : null);
    }

    static CasePairs? Ask(EvaluationCase asked, int[] rows, int known, ClickLists clicks, Rng rng)
    {
        var targets = asked.Targets.Where(item => rows[item] >= 0).ToArray();
        var history = Evaluator.HistoryOf(asked, rows);
        if (targets.Length == 0 || history.All(entry => entry.Item < 0)) return null;
        var met = history.Select(entry => entry.Item).Concat(targets.Select(item => rows[item])).ToHashSet();
        var named = new int[targets.Length * (1 + NeuMfModel.NegativesPerClick)];
        for (var n = 0; n < named.Length; n++) named[n] = n < targets.Length ? rows[targets[n]] : Other(met, known, rng);
        var (probabilities, purchases) = (new float[named.Length], new float[clicks.HasPurchases ? named.Length : 0]);
        clicks.Value(history, named, probabilities, purchases);
        return new CasePairs(probabilities, [.. named.Select((_, n) => n < targets.Length)], purchases.Length > 0 ? purchases[..targets.Length] : [], [.. targets.Select(item => asked.Bought.Contains(item))]);
    }

    static int Other(HashSet<int> met, int known, Rng rng)
    {
        for (var draw = 1; ; draw++)
        {
            var row = rng.NextInt(known);
            if (draw == MaxDraws || !met.Contains(row)) return row;
        }
    }

    sealed record CasePairs(float[] Clicks, bool[] IsClicked, float[] Purchases, bool[] IsBought);
}
