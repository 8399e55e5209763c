using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>In: a log. Out: each of its pairs once a pass, in an order drawn anew, and items that a shopper did not deal with.</summary>
/// <param name="leastItems">Shoppers with fewer items are left out.</param>
/// <param name="warm">Of a training that goes on: a pass takes the pairs that are new, and some of the others.</param>
sealed class PairPlan(TrainingLog log, int leastItems, WarmStart? warm = null)
{
    /// <summary>Draws before an item of the shopper's own is taken all the same: who knows nearly everything would have no other.</summary>
    const int MaxDraws = 20;

    readonly Pair[] pairs = [.. log.UserSets.Index().Where(user => user.Item.Length >= leastItems).SelectMany(user => user.Item.Select(item => new Pair(user.Index, item)))];

    readonly NewPart part = new(log, warm);

    HashSet<Pair>? earlier; // pairs that were there before what is new; null where all are learned from

    /// <summary>Of the log.</summary>
    public int Count => pairs.Length;

    /// <param name="rng">Of this pass.</param>
    public Pair[] Shuffled(Rng rng)
    {
        var order = part.IsAll ? pairs.AsSpan().ToArray() : part.Draw(pairs, pair => !(earlier ??= Earlier()).Contains(pair), rng);
        rng.Shuffle<Pair>(order);
        return order;
    }

    HashSet<Pair> Earlier()
    {
        var found = new HashSet<Pair>();
        for (var user = 0; user < log.UserCount; user++)
            for (var place = log.Starts[user]; place < log.Starts[user + 1]; place++)
                if (!part.IsNew(place)) found.Add(new Pair(user, log.Rows[place]));
        return found;
    }

    /// <summary>Uniform over the items, the shopper's own left out (Rendle et al. 2009, section 4.1).</summary>
    public int Unwanted(int user, Rng rng) => Unwanted(log, user, rng);

    /// <inheritdoc cref="Unwanted(int, Rng)"/>
    public static int Unwanted(TrainingLog log, int user, Rng rng)
    {
        for (var draw = 1; ; draw++)
        {
            var item = rng.NextInt(log.Vocabulary.Count);
            if (draw == MaxDraws || Array.BinarySearch(log.UserSets[user], item) < 0) return item;
        }
    }
}
