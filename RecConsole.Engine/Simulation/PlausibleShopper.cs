using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: a slate, what the shopper did before, and a seed. Out: what they plausibly do next: pure, so that the same play goes the
/// same way. A persona of the demo shop chooses by their own taste and now and then searches; anybody else looks from the top
/// and prefers what scores high. For a demonstration, more eager than <see cref="Visit"/>: something happens at each step.
/// The first persona of a catalogue costs about 5 ms at 4,000 items.
/// </summary>
/// <param name="catalog">Of the demo shop, where personas are to have tastes.</param>
/// <param name="seed">That of the demo shop.</param>
public sealed class PlausibleShopper(CatalogSnapshot catalog, ulong seed)
{
    /// <summary>Shares of steps: what was looked at last goes into the cart; the oldest of the cart is paid for, where it holds enough; a persona searches.</summary>
    const double CartShare = 0.35, BuyShare = 0.4, SearchShare = 0.1;

    const int FullCart = 2;

    /// <summary>How much likelier an item is for each unit of score or utility.</summary>
    const double Steepness = 1.2;

    Shelves? made;

    /// <summary>Only personas look at them. Two that make them at once make the same.</summary>
    Shelves Shelves => made ??= new Shelves(ShopVocabulary.Default, catalog.Items, seed);

    /// <param name="persona">Null for anybody else.</param>
    /// <returns>Null when there is nothing to do: an empty slate and an empty cart.</returns>
    public PlausibleAction? Next(Persona? persona, Slate slate, SessionState memory, DateTimeOffset now, Rng rng)
    {
        if (memory.Cart.Count >= FullCart && rng.NextBool(BuyShare)) return new(EventKind.Purchase, Oldest(memory));
        if (memory.Recent is [.., { Kind: EventKind.View or EventKind.Click } last] && !memory.Cart.Contains(last.ItemId) && !memory.Purchased.Contains(last.ItemId)
            && catalog.IndexOf(last.ItemId) >= 0 && rng.NextBool(CartShare)) return new(EventKind.AddToCart, last.ItemId);

        var (taste, mood) = persona is null ? default : MindOf(persona, memory);
        if (taste is not null && rng.NextBool(SearchShare) && new Browsing(Shelves, ChoiceModel.Default).Next(taste, mood!, -1, now, rng) is >= 0 and var wanted)
            return new(EventKind.Search, null, SearchWords.For(Shelves, wanted, rng));
        if (slate.Items.Count == 0) return memory.Cart.IsEmpty ? null : new(EventKind.Purchase, Oldest(memory));

        var weights = new double[slate.Items.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = ChoiceModel.Default.Examination(i + 1) * Attraction(slate.Items[i], taste, mood, memory, now);
        return new(EventKind.View, slate.Items[rng.NextWeighted(weights)].ItemId);
    }

    double Attraction(SlateItem item, Taste? taste, Mood? mood, SessionState memory, DateTimeOffset now)
    {
        var seen = memory.Recent.Any(known => known.ItemId == item.ItemId) ? 0.05 : 1; // seldom the same twice
        var pull = taste is not null && Shelves.IndexOf(item.ItemId) is >= 0 and var index ? ChoiceModel.Default.Utility(taste, mood!, Shelves.Traits(index), now) : item.Score;
        return seen * Math.Exp(Steepness * Math.Clamp(pull, -20, 20));
    }

    /// <summary>The persona's taste, and the mood that this visit has put them in.</summary>
    (Taste? Taste, Mood? Mood) MindOf(Persona persona, SessionState memory)
    {
        if (ShopVocabulary.Default.Personas.FirstOrDefault(sketch => sketch.Name == persona.Name) is not { } sketch) return default;
        var taste = Taste.Of(sketch, ShopVocabulary.Default, new Rng(StableHash.Of(sketch.Name)));
        var mood = new Mood(ShopVocabulary.Default, taste.Interests[0]);
        foreach (var known in memory.Recent)
            if (Shelves.IndexOf(known.ItemId) is >= 0 and var index)
            {
                if (known.Kind == EventKind.Purchase) mood.Bought(Shelves.Traits(index));
                else mood.Clicked(Shelves.Traits(index));
            }
        return (taste, mood);
    }

    /// <summary>The item of the cart that was put there first; of several at once, the first by id.</summary>
    /// <param name="memory">With something in the cart.</param>
    static ItemId Oldest(SessionState memory)
    {
        foreach (var known in memory.Recent)
            if (memory.Cart.Contains(known.ItemId)) return known.ItemId;
        return new ItemId(memory.Cart.Select(id => id.Value).Min(StringComparer.Ordinal)!);
    }
}

/// <summary>What a shopper does next: something with an item, or a search.</summary>
public readonly record struct PlausibleAction(EventKind Kind, ItemId? ItemId, string? Query = null);
