using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// The terms of one item's score under one request: they add up to it, within 1e-5 of the sum of their sizes. Relevance is
/// always named; a signal is when it weighs.
/// </summary>
public static class Explanation
{
    /// <summary>What the term of a rule is called: <c>rule:KEY</c>.</summary>
    public const string RulePrefix = "rule:";

    /// <param name="item">Any item of the catalogue, shown or not.</param>
    public static IReadOnlyDictionary<string, float> Of(RankedItems ranked, int item)
    {
        var matrix = ranked.Matrix;
        var q = ranked.Request.Vector.Span;
        var terms = new OrderedDictionary<string, float>(StringComparer.Ordinal)
        {
            [WeightKeys.Relevance] = (float)(Product(q, matrix.Scores.Dense.Row(item)) + ranked.Terms.Offset + (double)ranked.Request.Sparse.Weight * ranked.Shopper.List.ValueOf(item)),
        };

        var z = matrix.Scores.Signals.Row(item);
        if (ranked.Revision.Weight(WeightKeys.PriceFit) != 0)
            terms[WeightKeys.PriceFit] = ranked.Terms.PriceFitLinear * z[matrix.PriceColumn] + ranked.Terms.PriceFitSquared * z[matrix.PriceSquaredColumn];
        for (var s = 0; s < matrix.Signals.Count; s++)
        {
            if (s == matrix.PriceSquaredColumn) continue;
            var key = matrix.Signals.All[s].Key;
            if (ranked.Revision.Weight(key) is var weight and not 0) terms[key] = weight * z[s];
        }
        foreach (var (key, bias) in ranked.Rules.TermsOf(item)) terms[RulePrefix + key] = bias;
        return terms;
    }

    static double Product(ReadOnlySpan<float> q, ReadOnlySpan<float> row)
    {
        double sum = 0;
        for (var i = 0; i < row.Length; i++) sum += (double)q[i] * row[i];
        return sum;
    }
}
