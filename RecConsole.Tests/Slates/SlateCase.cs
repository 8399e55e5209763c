using System.Collections.Immutable;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Slates;

/// <summary>A top M of a small shop with random scores, composed under any revision and seed.</summary>
sealed class SlateCase
{
    public const int Replays = 64;

    public SlateCase(int top, ulong seed = 1)
    {
        var rng = new Rng(seed);
        Items = Enumerable.Range(0, 400).ToArray();
        rng.Shuffle<int>(Items);
        Items = Items[..top];
        Scores = [.. Items.Select(_ => (float)rng.NextGaussian()).OrderDescending()];
        Reference = new SlateReference(Shop.Ranker.Current, [.. Items, .. Enumerable.Range(0, 400).Except(Items)]);
    }

    static readonly RankingCase OneShop = new(items: 400, dimensions: 8, seed: 2, cold: 50);

    public RankingCase Shop => OneShop; // only read
    public int[] Items { get; }
    public float[] Scores { get; }

    /// <summary>Numbers the items that are not of the top M behind it.</summary>
    public SlateReference Reference { get; }

    public SlateComposer Composer { get; } = new();

    public List<PlacedPin> Pins { get; } = [];

    public static StrategyRevision Revision(Exploration? exploration = null, Diversity? diversity = null, params Cap[] caps) =>
        new(StrategyStore.DefaultKey, 1, new Dictionary<string, float> { [WeightKeys.Relevance] = 1 })
        {
            Exploration = exploration ?? Exploration.None,
            Diversity = diversity ?? Diversity.None,
            Caps = [.. caps],
        };

    /// <summary>The slate that one seed serves, by dense index.</summary>
    public int[] Serve(StrategyRevision revision, int slots, ulong seed)
    {
        Composer.Prepare(Shop.Ranker.Current, revision, Items, Scores, Pins, slots, Replays, seed);
        var filled = new int[slots];
        return [.. filled.Take(Composer.Serve(filled)).Select(Composer.Candidates.Item)];
    }

    /// <summary>The probability of each given item (by dense index) standing in its slot, after <see cref="Serve"/>.</summary>
    public double[] Propensities(params int[] items)
    {
        var propensities = new double[items.Length];
        Composer.Propensities([.. items.Select(Composer.Candidates.Find)], propensities);
        return propensities;
    }
}
