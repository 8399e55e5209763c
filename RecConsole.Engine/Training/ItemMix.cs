using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Training;

/// <summary>
/// In: the interactions that a model learned from. Out: how far those of now are from them, by the population stability index
/// (Siddiqi 2006, "Credit risk scorecards", section 6): the sum over groups of (now - then) ln(now / then). Groups are the items by their
/// popularity then, each with about a tenth of the interactions, and one of the items that were not there. From 0.1 on a shift is
/// called moderate, from <see cref="Large"/> on large; by chance alone it is about (groups - 1)(1/then + 1/now) (Yurdakul and
/// Naranjo 2020), 0.006 at 2,000 interactions.
/// </summary>
public sealed class ItemMix
{
    /// <summary>From here on what is dealt with is another mix.</summary>
    public const double Large = 0.25;

    /// <summary>Interactions of now below which nothing is said.</summary>
    public const int LeastNow = 2000;

    const int Groups = 10;
    const int UnknownGroup = Groups;

    readonly Dictionary<ItemId, int> groupOf = [];
    readonly long[] then = new long[Groups + 1];

    public ItemMix(IReadOnlyDictionary<ItemId, int> counts)
    {
        var (total, met) = (counts.Values.Sum(count => (long)count), 0L);
        foreach (var (item, count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Value, StringComparer.Ordinal))
        {
            var group = (int)(met * Groups / Math.Max(1, total));
            groupOf[item] = group;
            then[group] += count;
            met += count;
        }
    }

    /// <summary>The index of these interactions; shares are counted with half an interaction more in each group, so that none is 0.</summary>
    public double Against(IReadOnlyCollection<ItemId> items)
    {
        var now = new long[Groups + 1];
        foreach (var item in items) now[groupOf.GetValueOrDefault(item, UnknownGroup)]++;
        var (ofThen, ofNow) = (then.Sum() + 0.5 * then.Length, items.Count + 0.5 * now.Length);
        var index = 0.0;
        for (var group = 0; group < then.Length; group++)
        {
            var (p, q) = ((then[group] + 0.5) / ofThen, (now[group] + 0.5) / ofNow);
            index += (q - p) * Math.Log(q / p);
        }
        return index;
    }
}
