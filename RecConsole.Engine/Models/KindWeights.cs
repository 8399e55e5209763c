using RecConsole.Engine.Events;

namespace RecConsole.Engine.Models;

/// <summary>How much one event tells of a shopper's taste, by kind: a purchase more than a cart, a cart more than a look.</summary>
public sealed record KindWeights
{
    public float Purchase { get; init; } = 3;
    public float AddToCart { get; init; } = 2;
    public float Click { get; init; } = 1;
    public float View { get; init; } = 1;
    public float Rate { get; init; } = 1;

    /// <summary>Zero for what says nothing of taste: impressions (the shop's choice), searches (no item), removals.</summary>
    public float Of(EventKind kind) => kind switch
    {
        EventKind.Purchase => Purchase,
        EventKind.AddToCart => AddToCart,
        EventKind.Click => Click,
        EventKind.View => View,
        EventKind.Rate => Rate,
        _ => 0,
    };

    internal void Validate()
    {
        foreach (var weight in (ReadOnlySpan<float>)[Purchase, AddToCart, Click, View, Rate])
            if (!(weight >= 0 && float.IsFinite(weight))) throw new ArgumentException($"An event's weight is zero or more, not {weight}.");
    }
}
