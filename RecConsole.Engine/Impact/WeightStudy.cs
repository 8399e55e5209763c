using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: the live revision, one weight, and logged requests. Out: by how many positions the weight, moved alone, lifts items.
/// Each request is asked of the whole catalogue, with the shoppers and signals of now, under live and under live with that one
/// weight. Of the changed order the first items count, as many as the request has slots; those among them that stood lower
/// under live are lifted, and a gain is the positions between. What was not among live's best M counts from position M + 1, so
/// a gain is never overstated. Other changes of a draft play no part: what is said of a slider stays true while another moves.
/// Cost: two products a request, of which requests that ask the same share one. Cancelled between products.
/// </summary>
public sealed class WeightStudy(Ranker ranker)
{
    public const int DefaultRequests = 5_000;

    /// <summary>Requests in one product.</summary>
    const int Batch = 64;

    public WeightEffect Run(StrategyRevision live, string key, float weight, IReadOnlyList<TrafficRequest> requests, CancellationToken cancellation = default)
    {
        var changed = live.WithWeight(key, weight);
        var questions = SameQuestion.Group(requests, 0, requests.Count, live.EnabledRules.IsEmpty);
        var gains = new SortedDictionary<int, long>();
        var lifted = 0;
        var queries = new RankQuery[2 * Batch];
        var ranked = new RankedItems[2 * Batch];
        var matrix = ranker.Hold();
        try
        {
            for (var at = 0; at < questions.Length; at += Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var n = Math.Min(Batch, questions.Length - at);
                for (var i = 0; i < n; i++)
                {
                    var (query, same) = questions[at + i];
                    queries[2 * i] = query with { Revision = live };
                    queries[2 * i + 1] = query with { Revision = changed, Count = same.Max(request => request.Slots) };
                }
                ranker.RankMany(matrix, queries.AsSpan(0, 2 * n), ranked);
                for (var i = 0; i < n; i++)
                {
                    foreach (var request in questions[at + i].Value)
                        if (Add(ranked[2 * i].Top.Indices, ranked[2 * i + 1].Top.Indices, request.Slots, gains)) lifted++;
                    ranked[2 * i].Dispose();
                    ranked[2 * i + 1].Dispose();
                }
            }
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
        return new WeightEffect(requests.Count, lifted, Median(gains)) { Shoppers = requests.Count(request => !request.IsLogged) };
    }

    /// <summary>Whether any item is lifted.</summary>
    static bool Add(ReadOnlySpan<int> live, ReadOnlySpan<int> changed, int slots, SortedDictionary<int, long> gains)
    {
        var isLifted = false;
        for (var now = 0; now < Math.Min(slots, changed.Length); now++)
        {
            var before = live.IndexOf(changed[now]);
            if (before < 0) before = live.Length;
            if (before <= now) continue;
            gains[before - now] = gains.GetValueOrDefault(before - now) + 1;
            isLifted = true;
        }
        return isLifted;
    }

    static int? Median(SortedDictionary<int, long> gains)
    {
        var left = (gains.Values.Sum() + 1) / 2;
        foreach (var (gain, count) in gains)
            if ((left -= count) <= 0) return gain;
        return null;
    }
}
