using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// The content hash of a revision: what decides a ranking, in one canonical text. Titles and disabled rules decide nothing
/// and do not count; neither do the bounds of sliders, nor the order of rules: whatever ranks goes by the order of their keys.
/// </summary>
static class RevisionHash
{
    const int HexDigits = 16;

    public static string Of(StrategyRevision revision)
    {
        var text = new StringBuilder(JsonSerializer.Serialize(revision.Key));
        foreach (var (key, weight) in revision.Weights)
            if (weight != 0) Line(text, "weight", JsonSerializer.Serialize(key), weight);
        foreach (var rule in revision.EnabledRules)
            Line(text, "rule", JsonSerializer.Serialize(rule.Key), rule.Kind, rule.Bias, rule.IsPin ? rule.Slot : 0, rule.Items.Key, RequestKey(rule.Requests));
        if (revision.Exploration.IsOn) Line(text, "explore", revision.Exploration.Temperature, revision.Exploration.Share);
        if (revision.Diversity.IsOn) Line(text, "diversity", revision.Diversity.Method, revision.Diversity.Strength);
        foreach (var cap in revision.Caps.Distinct().OrderBy(cap => (cap.Field, cap.Window, cap.Most)))
            Line(text, "cap", cap.Field, cap.Most, cap.Window);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..HexDigits];
    }

    static string RequestKey(RequestCondition requests)
    {
        string[] lists =
        [
            ItemCondition.Join(requests.Placements), ItemCondition.Join(requests.QueryWords), ItemCondition.Join(requests.CategoryPages),
            ItemCondition.Join(requests.Segments), ItemCondition.Join(requests.Devices),
        ];
        return string.Join('|', lists) + (requests.When is { } window ? "|" + WindowKey(window) : "");
    }

    static string WindowKey(TimeWindow window) => string.Create(CultureInfo.InvariantCulture,
        $"{JsonSerializer.Serialize(window.TimeZone)} {window.From?.UtcTicks} {window.Until?.UtcTicks} {string.Join(',', window.Days.Distinct().Order())} {window.DailyFrom?.Ticks} {window.DailyUntil?.Ticks}");

    static void Line(StringBuilder text, params ReadOnlySpan<object> parts)
    {
        text.Append('\n');
        foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"{part} ");
    }
}
