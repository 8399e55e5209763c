using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Impact;

/// <summary>
/// What an item is expected to earn in a slot: clicks by the <see cref="ClickModel"/>, and orders, revenue and margin in
/// proportion to expected clicks, their value and one rate each, so that the model's totals over the log are the log's.
/// </summary>
public sealed class RewardModel
{
    /// <summary>Slots of the newest samples that the click model is fitted to.</summary>
    public const int MaxRows = 40_000;

    static readonly int Rewards = Enum.GetValues<Reward>().Length;

    readonly ClickModel clicks;
    readonly double[] rates = new double[Rewards];

    RewardModel(ClickModel clicks, int clicked) => (this.clicks, Clicks) = (clicks, clicked);

    /// <summary>Slots with a click among those that the click model was fitted to.</summary>
    public int Clicks { get; }

    public double Examination(int slot) => clicks.Examination(slot);

    public double Attraction(ReadOnlySpan<float> features) => clicks.Attraction(features);

    /// <summary>What a look at an item earns, from its attraction.</summary>
    public double Expected(Reward reward, double attraction, Item item) => attraction * rates[(int)reward] * Value(reward, item);

    /// <summary>What one slot of a slate earned.</summary>
    public static double Observed(Reward reward, IReadOnlyList<SlotOutcome> outcomes, int position, Item item)
    {
        double sum = 0;
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Position != position) continue;
            var (kind, units) = (outcomes[i].Kind, outcomes[i].Quantity);
            var price = (double)(outcomes[i].Price ?? item.Price ?? 0);
            sum += reward switch
            {
                Reward.Ctr => kind == EventKind.Click ? 1 : 0,
                Reward.Conversion => kind == EventKind.Purchase ? 1 : 0,
                Reward.Revenue => kind == EventKind.Purchase ? price * units : 0,
                _ => kind == EventKind.Purchase && item.Cost is { } cost ? (price - (double)cost) * units : 0,
            };
        }
        return sum;
    }

    /// <param name="samples">Newest first.</param>
    public static RewardModel Fit(IReadOnlyList<TrafficSample> samples, CatalogSnapshot catalog)
    {
        var rows = new List<(ClickRow Row, TrafficSample Sample, Item Item)>();
        foreach (var sample in samples)
        {
            if (rows.Count >= MaxRows) break;
            var features = new SampleFeatures(sample.Logged.Sample!);
            foreach (var slot in sample.Logged.Slate.Slots)
                if (features.Of(slot.ItemId) is { } x && catalog.Find(slot.ItemId) is { } item)
                    rows.Add((new ClickRow(x, slot.Position - 1, Observed(Reward.Ctr, sample.Outcomes, slot.Position, item) > 0), sample, item));
        }
        var width = rows.Count > 0 ? rows[0].Row.Features.Length : 0;
        rows.RemoveAll(row => row.Row.Features.Length != width); // an older sample may have other columns
        var model = new RewardModel(ClickModel.Fit([.. rows.Select(row => row.Row)], width), rows.Count(row => row.Row.Clicked));
        foreach (var reward in Enum.GetValues<Reward>())
        {
            double earned = 0, expected = 0;
            foreach (var (row, sample, item) in rows)
            {
                earned += Observed(reward, sample.Outcomes, row.Slot + 1, item);
                expected += model.clicks.ClickProbability(row.Features.Span, row.Slot) * Value(reward, item);
            }
            model.rates[(int)reward] = expected > 0 ? earned / expected : 0;
        }
        return model;
    }

    static double Value(Reward reward, Item item) => reward switch
    {
        Reward.Ctr or Reward.Conversion => 1,
        Reward.Revenue => (double)(item.Price ?? 0),
        _ => item.Cost is { } cost && item.Price is { } price ? (double)(price - cost) : 0,
    };
}
