using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Slates;

/// <summary>
/// The steps after the product once more, as plainly as their definitions: likeness from the catalogue, each choice by
/// looking at all that is left (O(M² d) and worse), each window of a cap counted by itself. Candidates by number.
/// </summary>
sealed class SlateReference(CatalogMatrix matrix, int[] items)
{
    public double[,] Likeness() => likeness ??= Compute();

    double[,]? likeness;

    double[,] Compute()
    {
        var m = items.Length;
        var d = matrix.Dimension;
        var directions = items.Select(item =>
        {
            var row = matrix.Scores.Dense.Row(item).ToArray().Select((x, i) => (double)x - matrix.Moments.Mean[i]).ToArray();
            var norm = Math.Sqrt(row.Sum(x => x * x));
            return norm > 1e-3 * matrix.Moments.Spread ? row.Select(x => x / norm).ToArray() : null;
        }).ToArray();
        var alike = new double[m, m];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
            {
                if (i == j) alike[i, j] = 1;
                else
                {
                    var same = matrix.Catalog[items[i]].Category is { } c && c == matrix.Catalog[items[j]].Category;
                    double Weight(int k) => directions[k] is null ? 1 : 0.5;
                    alike[i, j] = (same ? Weight(i) * Weight(j) : 0)
                        + (directions[i] is { } a && directions[j] is { } b ? 0.75 * Enumerable.Range(0, d).Sum(k => a[k] * b[k]) : 0);
                }
            }
        return alike;
    }

    /// <summary>The whole order after diversity, each choice from scratch.</summary>
    public int[] Order(double[] keys, Diversity diversity)
    {
        var m = keys.Length;
        var alike = diversity.IsOn ? Likeness() : null;
        double least = keys.Min(), range = keys.Max() - least;
        var order = new List<int>();
        while (order.Count < m)
        {
            var best = -1;
            var bestGain = double.NegativeInfinity;
            for (var i = 0; i < m; i++)
            {
                if (order.Contains(i)) continue;
                var r = range > 0 ? (keys[i] - least) / range : 0;
                var gain = !diversity.IsOn ? keys[i]
                    : diversity.Method == DiversityMethod.Mmr ? (1 - diversity.Strength) * r - diversity.Strength * Math.Max(0, order.Select(j => alike![i, j]).DefaultIfEmpty(0).Max())
                    : (1 - diversity.Strength) * r + diversity.Strength * (LogDeterminant(alike!, [.. order, i]) - LogDeterminant(alike!, order));
                if (gain > bestGain + 1e-9) (best, bestGain) = (i, gain);
            }
            order.Add(best);
        }
        return [.. order];
    }

    /// <summary>Caps and pins on an order: each slot takes the first that fits every window.</summary>
    public int[] Fill(int[] order, StrategyRevision revision, IReadOnlyDictionary<int, int> pinBySlot, int slots)
    {
        var placed = new int?[slots];
        foreach (var (slot, candidate) in pinBySlot) placed[slot] = candidate;
        for (var s = 0; s < slots; s++)
        {
            if (placed[s] is not null) continue;
            foreach (var candidate in order)
            {
                if (placed.Contains(candidate)) continue;
                placed[s] = candidate;
                if (revision.Caps.All(cap => Holds(cap, placed, s))) break;
                placed[s] = null;
            }
            if (placed[s] is null)
            {
                for (var later = s + 1; later < slots; later++)
                    if (!pinBySlot.ContainsKey(later)) placed[later] = null;
                return [.. placed.Take(s).Concat(placed.Skip(s).Where((_, i) => pinBySlot.ContainsKey(s + i))).Select(c => c!.Value)];
            }
        }
        return [.. placed.Select(c => c!.Value)];
    }

    /// <summary>Whether the cap holds in every window of the slate that has the slot in it.</summary>
    public bool Holds(Cap cap, int?[] placed, int slot)
    {
        for (var start = slot - cap.Window + 1; start <= slot; start++)
        {
            var groups = Enumerable.Range(start, cap.Window).Where(s => s >= 0 && s < placed.Length && placed[s] is not null).Select(s => Group(cap.Field, placed[s]!.Value));
            if (Group(cap.Field, placed[slot]!.Value) is { } own && groups.Count(g => g == own) > cap.Most) return false;
        }
        return true;
    }

    public string? Group(CapField field, int candidate)
    {
        var item = matrix.Catalog[items[candidate]];
        return field switch { CapField.Brand => item.Brand, CapField.Category => item.Category, _ => item.Seller };
    }

    static double LogDeterminant(double[,] alike, IReadOnlyList<int> subset)
    {
        var n = subset.Count;
        var l = new double[n, n];
        double log = 0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = (1 - GreedyOrder.Ridge) * alike[subset[i], subset[j]] + (i == j ? GreedyOrder.Ridge : 0);
                for (var k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                if (i == j) log += 2 * Math.Log(l[i, i] = Math.Sqrt(sum));
                else l[i, j] = sum / l[j, j];
            }
        return log;
    }
}
