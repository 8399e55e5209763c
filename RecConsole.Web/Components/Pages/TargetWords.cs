using System.Collections.Immutable;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>Segments and campaigns in words.</summary>
static class TargetWords
{
    /// <summary>Which shoppers a condition is about, as a sentence.</summary>
    public static string Sentence(ShopperCondition shoppers)
    {
        var clauses = new List<string>();
        if (!shoppers.Ids.IsEmpty) clauses.Add(shoppers.Ids.Length == 1 ? $"the shopper “{shoppers.Ids[0]}”" : $"{shoppers.Ids.Length} named shoppers");
        if (shoppers.Visits is { } visits) clauses.Add(visits == VisitHistory.New ? "on their first visit that is remembered" : "who were here before");
        if (!shoppers.Devices.IsEmpty) clauses.Add($"on {RuleWords.Or(shoppers.Devices)}");
        if (!shoppers.Locales.IsEmpty) clauses.Add($"with the locale {RuleWords.Or(shoppers.Locales)}");
        if (!shoppers.Placements.IsEmpty) clauses.Add($"asking for {RuleWords.Or(shoppers.Placements)}");
        if (shoppers.Actions is { } actions) clauses.Add($"with {actions} remembered actions");
        if (shoppers.Purchases is { } purchases) clauses.Add($"with {purchases} items bought");
        if (shoppers.Cart is { } cart) clauses.Add($"with {cart} items in the cart");
        var lately = Lately(shoppers);
        Add("who looked at category", shoppers.ViewedCategories);
        Add("who looked at brand", shoppers.ViewedBrands);
        Add("who bought category", shoppers.BoughtCategories);
        Add("who bought brand", shoppers.BoughtBrands);
        if (shoppers.Price is { } price) clauses.Add($"whose items cost {price} on average{lately}");
        if (clauses.Count == 0) return "Everybody.";
        var sentence = (shoppers.Ids.IsEmpty ? "Shoppers " : "") + string.Join(", ", clauses) + ".";
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];

        void Add(string verb, ImmutableArray<string> values)
        {
            if (!values.IsEmpty) clauses.Add($"{verb} {RuleWords.Or(values)}{lately}");
        }
    }

    public static string State(CampaignState state) => state switch
    {
        CampaignState.Runs => "runs now",
        CampaignState.Waits => "not yet",
        CampaignState.Rests => "rests",
        _ => "ended",
    };

    /// <summary>Of a badge.</summary>
    public static string Tone(CampaignState state) => state switch
    {
        CampaignState.Runs => "good",
        CampaignState.Ended => "",
        _ => "accent",
    };

    /// <summary>What a campaign does by the clock, in a few words: "ends in 3 h".</summary>
    public static string When(Campaign campaign, DateTimeOffset clock) => campaign.StateAt(clock) switch
    {
        CampaignState.Runs when campaign.When is { Until: { } until } => $"ends in {Formatting.Age(until - clock)}",
        CampaignState.Runs => "until it is removed",
        CampaignState.Waits => $"starts in {Formatting.Age(campaign.When!.From!.Value - clock)}",
        CampaignState.Rests => "outside its days or times of day",
        _ => $"ended {Formatting.Age(clock - campaign.When!.Until!.Value)} ago",
    };

    /// <summary>A window as its people know it.</summary>
    public static string Window(TimeWindow? when) => when is null ? "always" : RuleWords.Window(when);

    static string Lately(ShopperCondition shoppers) => shoppers.LatelyDays is { } days ? $" within {Formatting.Count(days, "day", "days")}" : "";
}
