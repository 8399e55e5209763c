using System.Collections.Immutable;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Strategies;

/// <summary>The revision of each strategy that is live, swapped atomically, and the strategy of requests that name none.</summary>
public sealed class StrategyStore
{
    public const string DefaultKey = "default";

    ImmutableDictionary<string, StrategyRevision> live = ImmutableDictionary<string, StrategyRevision>.Empty.Add(DefaultKey, FirstDefault);

    /// <summary>The strategy that a new shop starts with: what fits the shopper, helped by what sells and what is new.</summary>
    public static StrategyRevision FirstDefault { get; } = new(DefaultKey, 1, new Dictionary<string, float>
    {
        [WeightKeys.Relevance] = 1f,
        [SignalCatalog.Popularity] = 0.4f,
        [SignalCatalog.Newness] = 0.1f,
    });

    public IReadOnlyCollection<StrategyRevision> Live => [.. live.Values];

    /// <summary>The live revision of a strategy (of <see cref="DefaultKey"/> for null), or null when there is none of that key.</summary>
    public StrategyRevision? Find(string? key) => live.GetValueOrDefault(key ?? DefaultKey);

    /// <summary>From the next request on.</summary>
    public void Publish(StrategyRevision revision) => ImmutableInterlocked.Update(ref live, static (map, r) => map.SetItem(r.Key, r), revision);
}
