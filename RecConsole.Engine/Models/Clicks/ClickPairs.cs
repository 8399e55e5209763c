using RecConsole.Engine.Events;
using RecConsole.Engine.Models.Pairs;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Clicks;

/// <summary>A shopper of a log dealt with an item for the first time.</summary>
/// <param name="At">Which of the log's interactions that was.</param>
/// <param name="IsBought">Whether they bought it, then or later.</param>
readonly record struct ClickPair(int User, int At, bool IsBought);

/// <summary>
/// In: a log. Out: the first dealing of each shopper with each item that they had a history before, once a pass in an order
/// drawn anew. The newest of some shoppers is kept apart, or all of theirs where purchases are told from other dealings, as those
/// are few: the probabilities are calibrated on what is apart, and nothing is learned from it.
/// </summary>
sealed class ClickPairs
{
    /// <summary>Shoppers of whom something is kept apart.</summary>
    const int MostApart = 2000;

    /// <summary>Of those who have two pairs or more, one in so many.</summary>
    const int OneIn = 10;

    /// <summary>Pairs with and without a purchase from which on one can be told from the other.</summary>
    const int LeastOfEach = 50;

    readonly TrainingLog log;
    readonly NewPart part;
    readonly ClickPair[] learned;

    /// <param name="warm">Of a training that goes on: a pass takes the pairs that are new, and some of the others; only what is new is kept apart.</param>
    public ClickPairs(TrainingLog log, WarmStart? warm, Rng rng)
    {
        (this.log, part) = (log, new NewPart(log, warm));
        var byShopper = Enumerable.Range(0, log.UserCount).Select(user => Of(user)).ToArray();
        var able = Enumerable.Range(0, byShopper.Length).Where(user => byShopper[user].Count > 1 && part.IsNew(byShopper[user][^1].At)).ToArray();
        rng.Shuffle<int>(able);
        var all = byShopper.Sum(own => own.Count);
        var bought = byShopper.Sum(own => own.Count(pair => pair.IsBought));
        TellsOfPurchases = Math.Min(bought, all - bought) >= LeastOfEach;
        var apart = able.Take(Math.Min(MostApart, able.Length / OneIn)).Order()
            .SelectMany(user => TellsOfPurchases ? byShopper[user].Where(pair => part.IsNew(pair.At)) : [byShopper[user][^1]]).ToHashSet();
        Apart = [.. apart];
        learned = [.. byShopper.SelectMany(own => own).Where(pair => !apart.Contains(pair))];
    }

    public int Count => learned.Length;

    /// <summary>Those that nothing is learned from.</summary>
    public IReadOnlyList<ClickPair> Apart { get; }

    /// <summary>Whether some items were bought and others not.</summary>
    public bool TellsOfPurchases { get; }

    /// <param name="rng">Of this pass.</param>
    public ClickPair[] Shuffled(Rng rng)
    {
        var order = part.IsAll ? learned.AsSpan().ToArray() : part.Draw(learned, pair => part.IsNew(pair.At), rng);
        rng.Shuffle<ClickPair>(order);
        return order;
    }

    public int ItemOf(ClickPair pair) => log.Rows[pair.At];

    /// <summary>The latest distinct items before it, newest first, as a server reads them; returns how many.</summary>
    /// <param name="into">At most so many.</param>
    public int History(ClickPair pair, Span<int> into)
    {
        var count = 0;
        for (var i = pair.At - 1; i >= log.Starts[pair.User] && count < into.Length; i--)
            if (!into[..count].Contains(log.Rows[i])) into[count++] = log.Rows[i];
        return count;
    }

    /// <summary>An item that the shopper never dealt with.</summary>
    public int Other(ClickPair pair, Rng rng) => PairPlan.Unwanted(log, pair.User, rng);

    List<ClickPair> Of(int user)
    {
        var first = new Dictionary<int, int>();
        var bought = new HashSet<int>();
        for (var i = log.Starts[user]; i < log.Starts[user + 1]; i++)
        {
            first.TryAdd(log.Rows[i], i);
            if (log.Kinds[i] == EventKind.Purchase) bought.Add(log.Rows[i]);
        }
        return [.. first.Where(pair => pair.Value > log.Starts[user]).OrderBy(pair => pair.Value).Select(pair => new ClickPair(user, pair.Value, bought.Contains(pair.Key)))];
    }
}
