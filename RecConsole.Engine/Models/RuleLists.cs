using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>The lists of rules "who dealt with a deals with i": counted by the caller, divided by all that a gave.</summary>
static class RuleLists
{
    /// <summary>Adds what the interaction at <paramref name="at"/> gives to other items of its history.</summary>
    public delegate void PairCounter(ReadOnlySpan<int> history, int at, RowAccumulator sums);

    public static SparseMatrix Build(TrainingLog log, RuleSettings settings, ParallelOptions parallel, PairCounter count)
    {
        var places = PlacesOf(log);
        return ItemLists.Build(log.Vocabulary.Count, parallel, (item, sums) =>
        {
            foreach (var (user, at) in places[item]) count(log.RowsOf(user), at, sums);
            var total = 0.0;
            sums.Weigh((_, value) => { total += value; return value; });
            sums.Weigh((_, value) => value / total);
        }, settings.Rules);
    }

    /// <summary>By item: where it stands in which history.</summary>
    static List<(int User, int At)>[] PlacesOf(TrainingLog log)
    {
        var places = new List<(int, int)>[log.Vocabulary.Count];
        for (var item = 0; item < places.Length; item++) places[item] = [];
        for (var user = 0; user < log.UserCount; user++)
            for (var at = 0; at < log.RowsOf(user).Length; at++) places[log.RowsOf(user)[at]].Add((user, at));
        return places;
    }
}
