using System.Globalization;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Strategies;

/// <summary>One rule of a strategy. <paramref name="Key"/> is unique in the strategy and names it in contributions: <c>rule:KEY</c>.</summary>
public sealed record StrategyRule(string Key, RuleKind Kind)
{
    /// <summary>No strength may be larger: the same bound as for weights.</summary>
    public const float MaxStrength = StrategyRevision.MaxWeight;

    /// <summary>The last slot that a pin can name: the longest slate.</summary>
    public const int MaxSlot = 100;

    /// <summary>What people call it.</summary>
    public string? Title { get; init; }

    /// <summary>Its title, or its key while nobody gave it one.</summary>
    public string Name => string.IsNullOrWhiteSpace(Title) ? Key : Title;

    public ItemCondition Items { get; init; } = ItemCondition.Every;
    public RequestCondition Requests { get; init; } = RequestCondition.Always;

    /// <summary>Of a boost or bury, in standard deviations; above 0.</summary>
    public float Strength { get; init; }

    /// <summary>Of a pin, from 1.</summary>
    public int Slot { get; init; }

    [JsonPropertyName("enabled")]
    public bool IsEnabled { get; init; } = true;

    public bool IsPin => Kind is RuleKind.Pin or RuleKind.SoftPin;

    /// <summary>What the rule adds to the score of an item that it matches.</summary>
    public float Bias => Kind switch
    {
        RuleKind.Boost => Strength,
        RuleKind.Bury => -Strength,
        _ => 0,
    };

    /// <summary>The item of a pin.</summary>
    public string? PinnedId => IsPin && Items.Ids.Length == 1 ? Items.Ids[0] : null;

    /// <summary>What is wrong with the rule and what would be right, or null.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Key) || Key.Length > 64) return "a rule's key has 1 to 64 characters";
        if (!Enum.IsDefined(Kind)) return $"rule '{Key}': there is no kind {(int)Kind}; the kinds are {string.Join(", ", Enum.GetNames<RuleKind>())}";
        if (Kind is RuleKind.Boost or RuleKind.Bury && !(Strength is > 0 and <= MaxStrength))
            return $"rule '{Key}': the strength of a {Kind.ToString().ToLowerInvariant()} is {Strength.ToString(CultureInfo.InvariantCulture)}; it lies above 0 and at most at {MaxStrength}, in standard deviations";
        if (IsPin && (Items.Ids.Length != 1 || Items.Key != new ItemCondition { Ids = Items.Ids }.Key)) return $"rule '{Key}': a pin names exactly one item by its id, and nothing else of it";
        if (IsPin && Slot is not (>= 1 and <= MaxSlot)) return $"rule '{Key}': a pin's slot lies between 1 and {MaxSlot}";
        return (Items.Problem() ?? Requests.Problem()) is { } fault ? $"rule '{Key}': {fault}" : null;
    }
}
