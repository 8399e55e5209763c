using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>In: two models. Out: how far the slates differ that the latest shoppers would get by them, under the live strategy and on one chance each.</summary>
public sealed class ModelComparisons(ModelBench models, Recommender recommender, StrategyStore strategies, SessionStore sessions)
{
    public const int MostShoppers = 200;
    public const int Slots = 10;
    public const int Examples = 6;

    const string Placement = "home";

    /// <summary>How much each rank counts less than the one above it in the rank-biased overlap.</summary>
    const double Persistence = 0.9;

    /// <summary>Null when a model is not kept any more. Not for a circuit's thread: some milliseconds a shopper.</summary>
    /// <exception cref="Engine.Models.BrokenModelException">A model's folder cannot be read.</exception>
    public ModelComparison? Run(string first, string second, CancellationToken cancellation)
    {
        if (models.Find(first) is not { } one || models.Find(second) is not { } other || strategies.Find(null) is not { } live) return null;
        var pairs = new List<ComparedSlates>();
        foreach (var (user, state) in sessions.LatestUsers(MostShoppers))
        {
            cancellation.ThrowIfCancellationRequested();
            if (state.Recent.Length == 0) continue;
            var slates = recommender.Play(new SlateRequest(Placement, Slots) { UserId = user }, state, [new PlayedArm(live, one), new PlayedArm(live, other)]);
            pairs.Add(Compare(user, Ids(slates[0]), Ids(slates[1])));
        }
        return new ModelComparison(first, second, pairs.Count,
            pairs.Count == 0 ? 0 : pairs.Average(pair => pair.Overlap), pairs.Count == 0 ? 0 : pairs.Average(pair => pair.RankBiasedOverlap),
            pairs.Count == 0 ? 0 : pairs.Average(pair => pair.First.Count > 0 && pair.Second.Count > 0 && pair.First[0] == pair.Second[0] ? 1.0 : 0.0),
            [.. pairs.OrderBy(pair => pair.RankBiasedOverlap).ThenBy(pair => pair.Shopper.Value, StringComparer.Ordinal).Take(Examples)]);
    }

    static ItemId[] Ids(Slate slate) => [.. slate.Items.Select(item => item.ItemId)];

    internal static ComparedSlates Compare(UserId shopper, IReadOnlyList<ItemId> first, IReadOnlyList<ItemId> second)
    {
        var depth = Math.Max(first.Count, second.Count);
        var shared = 0;
        var sum = 0.0;
        var (seen, met) = (new HashSet<ItemId>(), new HashSet<ItemId>());
        for (var rank = 1; rank <= depth; rank++)
        {
            if (rank <= first.Count && seen.Add(first[rank - 1]) && met.Contains(first[rank - 1])) shared++;
            if (rank <= second.Count && met.Add(second[rank - 1]) && seen.Contains(second[rank - 1])) shared++;
            sum += shared / (double)rank * Math.Pow(Persistence, rank);
        }
        // extrapolated: what lies beyond the depth is taken to agree as the whole does so far (Webber, Moffat and Zobel 2010, eq. 32)
        var biased = depth == 0 ? 1 : shared / (double)depth * Math.Pow(Persistence, depth) + (1 - Persistence) / Persistence * sum;
        return new ComparedSlates(shopper, first, second, depth == 0 ? 1 : shared / (double)depth, biased);
    }
}

/// <summary>Means over the shoppers.</summary>
/// <param name="Overlap">Share of items that both slates show.</param>
/// <param name="RankBiasedOverlap">The same with the top counting more: 1 for the same order, 0 for nothing in common.</param>
/// <param name="SameFirst">Share of shoppers whose first item is the same.</param>
/// <param name="MostDifferent">Where they differ most.</param>
public sealed record ModelComparison(string First, string Second, int Shoppers, double Overlap, double RankBiasedOverlap, double SameFirst, IReadOnlyList<ComparedSlates> MostDifferent);

/// <summary>Two slates for one shopper.</summary>
public sealed record ComparedSlates(UserId Shopper, IReadOnlyList<ItemId> First, IReadOnlyList<ItemId> Second, double Overlap, double RankBiasedOverlap);
