using System.Text.Json;

namespace RecConsole.Engine.Strategies;

/// <summary>A weight with the bounds that were drawn for it, which people see as one slider.</summary>
public readonly record struct WeightPart(float Weight, WeightBounds? Bounds = null);

/// <summary>What the parts of a revision are called, and how their JSON is read: what <see cref="RevisionChange"/> and <see cref="MergeConflict"/> speak of.</summary>
public static class RevisionPart
{
    public const string Exploration = "exploration";
    public const string Diversity = "diversity";
    public const string Caps = "caps";

    const string Weight = "weight:";
    const string Rule = "rule:";

    public static string OfWeight(string key) => Weight + key;

    public static string OfRule(string key) => Rule + key;

    /// <summary>The key of a <c>weight:KEY</c>, or null for another part.</summary>
    public static string? WeightKey(string part) => KeyAfter(Weight, part);

    /// <summary>The key of a <c>rule:KEY</c>, or null for another part.</summary>
    public static string? RuleKey(string part) => KeyAfter(Rule, part);

    /// <typeparam name="T"><see cref="WeightPart"/>, <see cref="StrategyRule"/>, or the setting that the part names.</typeparam>
    /// <exception cref="JsonException">Not the JSON of such a part.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, StrategyJson.Options) ?? throw new JsonException("A part of a revision is expected, not null.");

    static string? KeyAfter(string prefix, string part) => part.StartsWith(prefix, StringComparison.Ordinal) ? part[prefix.Length..] : null;
}
