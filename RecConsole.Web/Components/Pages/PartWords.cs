using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>In: a part of a revision by name and JSON, as diff and merge give it. Out: what it is called and what it says, in the words of people.</summary>
public static class PartWords
{
    /// <param name="part"><c>weight:KEY</c>, <c>rule:KEY</c>, <c>exploration</c>, <c>diversity</c> or <c>caps</c>; another name is its own title.</param>
    /// <param name="states">The part as JSON, before or after: a rule is called what the last of them calls it.</param>
    public static string Title(string part, SignalCatalog signals, params ReadOnlySpan<string?> states)
    {
        if (RevisionPart.WeightKey(part) is { } weight) return WeightWords.Title(weight, signals);
        if (RevisionPart.RuleKey(part) is { } key)
        {
            for (var n = states.Length - 1; n >= 0; n--)
                if (states[n] is { } json) return $"Rule {RuleWords.Title(RevisionPart.Read<StrategyRule>(json))}";
            return $"Rule {key}";
        }
        return part switch
        {
            RevisionPart.Exploration => "Chance",
            RevisionPart.Diversity => "Variety",
            RevisionPart.Caps => "Caps",
            _ => part,
        };
    }

    /// <param name="json">Null where the revision does not have the part: what that means is said.</param>
    public static string Text(string part, string? json, CatalogStore items)
    {
        if (RevisionPart.WeightKey(part) is not null)
        {
            var slider = json is null ? default : RevisionPart.Read<WeightPart>(json);
            return Formatting.Signed(slider.Weight, 2) + (slider.Bounds is { } bounds ? $", bounds {bounds}" : "");
        }
        if (RevisionPart.RuleKey(part) is not null)
        {
            if (json is null) return "not there";
            var rule = RevisionPart.Read<StrategyRule>(json);
            return RuleWords.Sentence(rule, id => items.Current.Find(new ItemId(id))?.Title ?? id) + (rule.IsEnabled ? "" : " Off.");
        }
        return part switch
        {
            RevisionPart.Exploration => SettingWords.Of(json is null ? Exploration.None : RevisionPart.Read<Exploration>(json)),
            RevisionPart.Diversity => SettingWords.Of(json is null ? Diversity.None : RevisionPart.Read<Diversity>(json)),
            RevisionPart.Caps => json is null ? "none" : string.Join("; ", RevisionPart.Read<ImmutableArray<Cap>>(json).Select(SettingWords.Of)),
            _ => json ?? Formatting.Unknown,
        };
    }
}
