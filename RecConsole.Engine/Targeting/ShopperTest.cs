using System.Collections.Frozen;
using System.Collections.Immutable;
using RecConsole.Engine.Events;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>A condition made ready to be asked of each request: allocates nothing. Ids are one look into a hash set, the rest comparisons of few words.</summary>
sealed class ShopperTest(ShopperCondition condition)
{
    readonly FrozenSet<string> ids = condition.Ids.ToFrozenSet(StringComparer.Ordinal);

    public bool Holds(ref ShopperFacts facts)
    {
        var asking = facts.Asking;
        return (ids.Count == 0 || ((asking.User ?? asking.State.UserId) is { } user && ids.Contains(user.Value)))
            && OneOf(condition.Devices, asking.Context.Device)
            && OneOf(condition.Placements, asking.Placement)
            && LocaleHolds(asking.Context.Locale)
            && Contains(condition.Actions, asking.State.Recent.Length)
            && Contains(condition.Purchases, asking.State.Purchased.Count)
            && Contains(condition.Cart, asking.State.Cart.Count)
            && (condition.Visits is not { } visits || facts.Returns == (visits == VisitHistory.Returning))
            && (!condition.LooksAtItems || ItemsHold(ref facts));
    }

    bool ItemsHold(ref ShopperFacts facts)
    {
        bool category = condition.ViewedCategories.IsEmpty, brand = condition.ViewedBrands.IsEmpty;
        bool boughtCategory = condition.BoughtCategories.IsEmpty, boughtBrand = condition.BoughtBrands.IsEmpty;
        var since = condition.LatelyDays is { } days ? Since(facts.Now, days) : DateTimeOffset.MinValue;
        double prices = 0;
        var priced = 0;
        var recent = facts.Recent;
        var indices = facts.Items;
        for (var i = recent.Length - 1; i >= 0 && recent[i].Timestamp >= since; i--)
        {
            if (indices[i] < 0) continue;
            var item = facts.Catalog[indices[i]];
            category = category || OneOf(condition.ViewedCategories, item.Category);
            brand = brand || OneOf(condition.ViewedBrands, item.Brand);
            if (recent[i].Kind == EventKind.Purchase)
            {
                boughtCategory = boughtCategory || OneOf(condition.BoughtCategories, item.Category);
                boughtBrand = boughtBrand || OneOf(condition.BoughtBrands, item.Brand);
            }
            if (item.Price is not { } price) continue;
            prices += (double)price;
            priced++;
        }
        return category && brand && boughtCategory && boughtBrand
            && (condition.Price is not { } range || (priced > 0 && range.Contains(prices / priced)));
    }

    /// <summary>No moment lies before the first one that a calendar has.</summary>
    static DateTimeOffset Since(DateTimeOffset now, int days) => now - DateTimeOffset.MinValue > TimeSpan.FromDays(days) ? now.AddDays(-days) : DateTimeOffset.MinValue;

    bool LocaleHolds(string? locale)
    {
        if (condition.Locales.IsEmpty) return true;
        if (locale is null) return false;
        foreach (var wanted in condition.Locales)
            if (locale.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) && (locale.Length == wanted.Length || locale[wanted.Length] is '-' or '_')) return true;
        return false;
    }

    static bool Contains(NumberRange? range, int count) => range is not { } wanted || wanted.Contains(count);

    static bool OneOf(ImmutableArray<string> wanted, string? value)
    {
        if (wanted.IsEmpty) return true;
        foreach (var one in wanted)
            if (string.Equals(one, value, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
