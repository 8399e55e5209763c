using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// Takes down the top M of a request with the values of its columns, relevance by product or by list. Cost: about 20 µs at M = 200 and d = 64, so it is done
/// for a few requests a second, not for all.
/// </summary>
public static class SlateSampler
{
    /// <summary>The columns of a sample, in order.</summary>
    public static ImmutableArray<string> Columns(CatalogMatrix matrix) => [.. WeightKeys.All(matrix.Signals), SlateSample.RulesColumn];

    public static SlateSample Take(RankedItems ranked, BuiltSlate built)
    {
        var matrix = ranked.Matrix;
        var top = ranked.Top.Indices;
        var columns = Columns(matrix);
        var values = new float[columns.Length * top.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            var column = values.AsSpan(c * top.Length, top.Length);
            switch (columns[c])
            {
                case WeightKeys.Relevance: Relevance(matrix, ranked.Shopper, top, column); break;
                case WeightKeys.PriceFit: PriceFit(matrix, ranked.Shopper.MeanLogPrice, top, column); break;
                case SlateSample.RulesColumn: Rules(ranked.Rules, top, column); break;
                default: Signal(matrix, matrix.Signals.IndexOf(columns[c]), top, column); break;
            }
        }
        var items = new ItemId[top.Length];
        for (var i = 0; i < items.Length; i++) items[i] = matrix.Catalog[top[i]].Id;
        return new SlateSample(columns, items, ranked.Top.Scores.ToArray(), values,
            [.. built.Pins.Select(pin => new SampledPin(matrix.Catalog[pin.Item].Id, pin.Score, pin.Slot, pin.RuleKey))]);
    }

    static void Relevance(CatalogMatrix matrix, ShopperEncoding shopper, ReadOnlySpan<int> items, Span<float> column)
    {
        var u = shopper.U;
        if (shopper.List.Count > 0)
            for (var i = 0; i < items.Length; i++) column[i] = shopper.List.ValueOf(items[i]);
        var (deviation, meanProduct) = matrix.Dimension > 0 ? matrix.Moments.Of(u) : (0, 0);
        if (deviation == 0) return; // unknown shopper: 0 for all
        for (var i = 0; i < items.Length; i++)
        {
            var row = matrix.Scores.Dense.Row(items[i]);
            double product = 0;
            for (var k = 0; k < row.Length; k++) product += (double)row[k] * u[k];
            column[i] += (float)((product - meanProduct) / deviation);
        }
    }

    static void PriceFit(CatalogMatrix matrix, double meanLogPrice, ReadOnlySpan<int> items, Span<float> column)
    {
        var (linear, squared) = RequestVector.PriceFit(matrix, 1, meanLogPrice);
        if (linear == 0 && squared == 0) return;
        for (var i = 0; i < items.Length; i++)
        {
            var z = matrix.Scores.Signals.Row(items[i]);
            column[i] = linear * z[matrix.PriceColumn] + squared * z[matrix.PriceSquaredColumn];
        }
    }

    static void Signal(CatalogMatrix matrix, int signal, ReadOnlySpan<int> items, Span<float> column)
    {
        for (var i = 0; i < items.Length; i++) column[i] = matrix.Scores.Signals.Row(items[i])[signal];
    }

    static void Rules(ActiveRules rules, ReadOnlySpan<int> items, Span<float> column)
    {
        foreach (var (rule, matched) in rules.Scoring)
            for (var i = 0; i < items.Length; i++)
                if (matched[items[i]]) column[i] += rule.Bias;
    }
}
