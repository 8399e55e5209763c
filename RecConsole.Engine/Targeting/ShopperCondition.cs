using System.Collections.Immutable;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>
/// Which shoppers a segment is about, by what the engine remembers of them when they ask for a slate: every clause that is given
/// must hold; within a list, one value (case does not matter, but for ids). No clause at all holds for everybody.
/// </summary>
public sealed record ShopperCondition
{
    /// <summary>Most shoppers that a list can name.</summary>
    public const int MaxIds = 5000;

    public static ShopperCondition Everybody { get; } = new();

    public VisitHistory? Visits { get; init; }
    public ImmutableArray<string> Devices { get; init; } = [];
    /// <summary>A language holds for its regions: "de" for "de-CH".</summary>
    public ImmutableArray<string> Locales { get; init; } = [];
    public ImmutableArray<string> Placements { get; init; } = [];
    /// <summary>Actions remembered (looks, clicks, carts, purchases, ratings), of which there are at most <see cref="SessionState.MaxRecent"/>.</summary>
    public NumberRange? Actions { get; init; }
    /// <summary>Different items bought, ever.</summary>
    public NumberRange? Purchases { get; init; }
    /// <summary>Different items in the cart now.</summary>
    public NumberRange? Cart { get; init; }
    /// <summary>Of an item that was viewed, or dealt with in any other way, lately.</summary>
    public ImmutableArray<string> ViewedCategories { get; init; } = [];
    /// <inheritdoc cref="ViewedCategories"/>
    public ImmutableArray<string> ViewedBrands { get; init; } = [];
    /// <summary>Of an item that was bought lately.</summary>
    public ImmutableArray<string> BoughtCategories { get; init; } = [];
    /// <inheritdoc cref="BoughtCategories"/>
    public ImmutableArray<string> BoughtBrands { get; init; } = [];
    /// <summary>Mean price of the items dealt with lately, in the shop's currency.</summary>
    public NumberRange? Price { get; init; }
    /// <summary>How long "lately" reaches back from the shop's now; null for all that is remembered.</summary>
    public int? LatelyDays { get; init; }
    /// <summary>Shoppers by the shop's own ids; empty: whoever.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>Whether a clause looks at the items that a shopper dealt with.</summary>
    internal bool LooksAtItems => !ViewedCategories.IsEmpty || !ViewedBrands.IsEmpty || !BoughtCategories.IsEmpty || !BoughtBrands.IsEmpty || Price is not null;

    /// <summary>What is wrong with the clauses and what would be right, or null.</summary>
    internal string? Problem()
    {
        if (Actions is { IsEmpty: true } || Purchases is { IsEmpty: true } || Cart is { IsEmpty: true } || Price is { IsEmpty: true }) return "A range ends before it begins.";
        if (Actions?.Min > SessionState.MaxRecent) return $"At most {SessionState.MaxRecent} actions of a shopper are remembered: ask for {SessionState.MaxRecent} or fewer.";
        if (LatelyDays is < 1) return "Lately reaches back at least 1 day; leave it away for all that is remembered.";
        if (Visits is { } visits && !Enum.IsDefined(visits)) return "Visits are new or returning.";
        if (Ids.Length > MaxIds) return $"The list has {Ids.Length} ids; at most {MaxIds} are taken. For more let the shop name the segment itself, in context.segment of its requests.";
        return Devices.Concat(Locales).Concat(Placements).Concat(ViewedCategories).Concat(ViewedBrands).Concat(BoughtCategories).Concat(BoughtBrands).Concat(Ids).Any(string.IsNullOrWhiteSpace)
            ? "A device, locale, placement, category, brand or id is empty; leave it away." : null;
    }
}

public enum VisitHistory
{
    /// <summary>Nothing is remembered from before this visit.</summary>
    New,
    /// <summary>Something is remembered from an earlier visit.</summary>
    Returning,
}
