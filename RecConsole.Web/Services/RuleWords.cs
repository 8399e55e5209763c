using System.Collections.Immutable;
using System.Globalization;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>A rule in words: what it does, to which items, on which requests.</summary>
public static class RuleWords
{
    /// <summary>Values named of a list; of the rest their number.</summary>
    const int Named = 3;

    public static string Kind(RuleKind kind) => kind switch
    {
        RuleKind.IncludeOnly => "Include only",
        RuleKind.SoftPin => "Soft pin",
        _ => kind.ToString(),
    };

    public static string Icon(RuleKind kind) => kind switch
    {
        RuleKind.Boost => "up",
        RuleKind.Bury => "down",
        RuleKind.Hide => "out",
        RuleKind.IncludeOnly => "check",
        _ => "pin",
    };

    public static string Title(StrategyRule rule) => rule.Name;

    /// <summary>What the rule does, as a sentence.</summary>
    /// <param name="nameOf">The title of an item by its id.</param>
    public static string Sentence(StrategyRule rule, Func<string, string> nameOf)
    {
        var items = Items(rule.Items, nameOf);
        var does = rule.Kind switch
        {
            RuleKind.Boost => $"Adds {Text(rule.Strength)} to {items}",
            RuleKind.Bury => $"Takes {Text(rule.Strength)} from {items}",
            RuleKind.Hide => $"Hides {items}",
            RuleKind.IncludeOnly => $"Shows only {items}",
            RuleKind.Pin => $"Puts {items} into slot {rule.Slot}",
            _ => $"Puts {items} into slot {rule.Slot} when it ranks among the best anyway",
        };
        return $"{does}{Requests(rule.Requests)}.";
    }

    /// <summary>Which items a condition is about.</summary>
    public static string Items(ItemCondition items, Func<string, string> nameOf)
    {
        if (items.Ids.Length == 1 && items.Key == new ItemCondition { Ids = items.Ids }.Key) return $"“{nameOf(items.Ids[0])}”";
        var clauses = new List<string>();
        if (!items.Ids.IsEmpty) clauses.Add($"{items.Ids.Length} named items");
        if (!items.Categories.IsEmpty) clauses.Add($"category {Or(items.Categories)}");
        if (!items.Brands.IsEmpty) clauses.Add($"brand {Or(items.Brands)}");
        if (!items.Sellers.IsEmpty) clauses.Add($"seller {Or(items.Sellers)}");
        if (items.Price is { } price) clauses.Add($"price {price}");
        if (items.AgeDays is { } age) clauses.Add($"age in days {age}");
        if (items.Stock is { } stock) clauses.Add($"stock {stock}");
        clauses.AddRange(items.Attributes.Select(pair => pair.Value.IsEmpty ? $"with {pair.Key}" : $"{pair.Key} {Or(pair.Value)}"));
        clauses.AddRange(items.NumericAttributes.Select(pair => $"{pair.Key} {pair.Value}"));
        return clauses.Count == 0 ? "every item" : $"items with {string.Join(" and ", clauses)}";
    }

    static string Requests(RequestCondition requests)
    {
        var clauses = new List<string>();
        if (!requests.Placements.IsEmpty) clauses.Add($"on {Or(requests.Placements)}");
        if (!requests.CategoryPages.IsEmpty) clauses.Add($"on pages of {Or(requests.CategoryPages)}");
        if (!requests.QueryWords.IsEmpty) clauses.Add($"for searches with {Or(requests.QueryWords)}");
        if (!requests.Segments.IsEmpty) clauses.Add($"for segment {Or(requests.Segments)}");
        if (!requests.Devices.IsEmpty) clauses.Add($"on {Or(requests.Devices)}");
        if (requests.When is { } when) clauses.Add(Window(when));
        return clauses.Count == 0 ? "" : ", " + string.Join(", ", clauses);
    }

    internal static string Window(TimeWindow window)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        var parts = new List<string>();
        if (window.From is { } from) parts.Add($"from {Local(from)}");
        if (window.Until is { } until) parts.Add($"until {Local(until)}");
        if (!window.Days.IsEmpty) parts.Add($"on {string.Join(", ", window.Days.Select(day => day.ToString()[..3]))}");
        if (window.DailyFrom is { } opens) parts.Add($"from {opens:HH\\:mm}");
        if (window.DailyUntil is { } closes) parts.Add($"to {closes:HH\\:mm}");
        return parts.Count == 0 ? "at any time" : $"{string.Join(" ", parts)} ({window.TimeZone})";

        string Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    internal static string Or(ImmutableArray<string> values) => values.Length <= Named
        ? string.Join(" or ", values.Select(value => $"“{value}”"))
        : $"{string.Join(", ", values.Take(Named).Select(value => $"“{value}”"))} or {values.Length - Named} more";

    static string Text(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
