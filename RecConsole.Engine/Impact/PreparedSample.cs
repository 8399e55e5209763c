using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Impact;

/// <summary>
/// What of a sampled slate is the same for every draft: where its items stand in the catalogue, and what the click model
/// expects of each. 20 bytes a candidate. Immutable.
/// </summary>
sealed class PreparedSample
{
    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    readonly RewardModel model;
    readonly long version;
    readonly float[] earned; // [rewards, M]

    PreparedSample(RewardModel model, long version, int[] items, int[] shown, float[] earned) =>
        (this.model, this.version, Items, Shown, this.earned) = (model, version, items, shown, earned);

    /// <summary>[M] by candidate: dense index.</summary>
    public int[] Items { get; }

    /// <summary>By slot that was shown: dense index.</summary>
    public int[] Shown { get; }

    /// <summary>[M] by candidate: what a look at it is expected to earn.</summary>
    public ReadOnlySpan<float> Earned(Reward reward) => earned.AsSpan((int)reward * Items.Length, Items.Length);

    public bool IsOf(RewardModel other, CatalogSnapshot catalog) => ReferenceEquals(model, other) && version == catalog.Version;

    /// <summary>Null when one of the items is gone.</summary>
    public static PreparedSample? Of(TrafficSample traffic, RewardModel model, CatalogSnapshot catalog)
    {
        var sample = traffic.Logged.Sample!;
        var slots = traffic.Logged.Slate.Slots;
        var items = new int[sample.Items.Count];
        var shown = new int[slots.Count];
        for (var i = 0; i < items.Length; i++)
            if ((items[i] = catalog.IndexOf(sample.Items[i])) < 0) return null;
        for (var s = 0; s < shown.Length; s++)
            if ((shown[s] = catalog.IndexOf(slots[s].ItemId)) < 0) return null;

        var features = new SampleFeatures(sample);
        var earned = new float[Rewards.Length * items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var attraction = model.Attraction(features[i].Span);
            foreach (var reward in Rewards) earned[(int)reward * items.Length + i] = (float)model.Expected(reward, attraction, catalog[items[i]]);
        }
        return new PreparedSample(model, catalog.Version, items, shown, earned);
    }
}
