using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>In: a log. Out: each of its pairs once a pass, in an order drawn anew, and items that a shopper did not deal with.</summary>
/// <param name="leastItems">Shoppers with fewer items are left out.</param>
sealed class PairPlan(TrainingLog log, int leastItems)
{
    /// <summary>Draws before an item of the shopper's own is taken all the same: who knows nearly everything would have no other.</summary>
    const int MaxDraws = 20;

    readonly Pair[] pairs = [.. log.UserSets.Index().Where(user => user.Item.Length >= leastItems).SelectMany(user => user.Item.Select(item => new Pair(user.Index, item)))];

    public int Count => pairs.Length;

    /// <param name="rng">Of this pass.</param>
    public Pair[] Shuffled(Rng rng)
    {
        var order = pairs.AsSpan().ToArray();
        rng.Shuffle<Pair>(order);
        return order;
    }

    /// <summary>Uniform over the items, the shopper's own left out (Rendle et al. 2009, section 4.1).</summary>
    public int Unwanted(int user, Rng rng)
    {
        for (var draw = 1; ; draw++)
        {
            var item = rng.NextInt(log.Vocabulary.Count);
            if (draw == MaxDraws || Array.BinarySearch(log.UserSets[user], item) < 0) return item;
        }
    }
}
