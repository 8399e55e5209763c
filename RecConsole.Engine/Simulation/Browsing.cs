using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// How a shopper finds an item without any slate: they go to a product type that they like today and choose among its
/// items (multinomial logit: McFadden 1974). History is made of this, and the share of live views that no slate led to.
/// </summary>
internal sealed class Browsing(Shelves shelves, ChoiceModel model)
{
    /// <summary>Share of steps that stay with the product type of the step before.</summary>
    const double StayShare = 0.45;

    readonly double[] typeWeights = new double[shelves.Vocabulary.Types.Count];
    double[] itemWeights = new double[64];

    public Shelves Shelves => shelves;

    /// <summary>An item that is for sale at <paramref name="now"/>, or -1 when the type that was gone to has none.</summary>
    /// <param name="last">Item of the step before, or -1.</param>
    public int Next(Taste taste, Mood mood, int last, DateTimeOffset now, Rng rng)
    {
        var type = last >= 0 && shelves.Traits(last).Type >= 0 && rng.NextBool(StayShare) ? shelves.Traits(last).Type : DrawType(taste, mood, rng);
        return DrawItem(taste, mood, type, now, rng);
    }

    public int DrawType(Taste taste, Mood mood, Rng rng)
    {
        for (var type = 0; type < typeWeights.Length; type++) typeWeights[type] = Math.Exp(1.25 * (taste.Type[type] + mood.TypePull(type)));
        return rng.NextWeighted(typeWeights);
    }

    int DrawItem(Taste taste, Mood mood, int type, DateTimeOffset now, Rng rng)
    {
        var items = shelves.OfType(type);
        if (itemWeights.Length < items.Length) itemWeights = new double[items.Length];
        var weights = itemWeights.AsSpan(0, items.Length);
        var any = false;
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var traits = ref shelves.Traits(items[i]);
            var forSale = traits.AddedAtTicks <= now.UtcTicks && shelves.Items[items[i]].IsEligible;
            weights[i] = forSale ? Math.Exp(model.Utility(taste, mood, traits, now)) : 0;
            any |= forSale;
        }
        return any ? items[rng.NextWeighted(weights)] : -1;
    }
}
