using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// A revision taken apart into what people change one by one, each as JSON under its name: <c>weight:KEY</c> (the weight
/// with the bounds that were drawn for it), <c>rule:KEY</c>, <c>exploration</c>, <c>diversity</c>, <c>caps</c>. What is as
/// it is without a word is left away. Diff and merge compare these texts.
/// </summary>
static class RevisionParts
{
    /// <summary>By name; sliders by key, then rules in the order of the revision, then the rest.</summary>
    public static List<KeyValuePair<string, string>> Of(StrategyRevision revision)
    {
        var parts = new List<KeyValuePair<string, string>>();
        foreach (var key in revision.Weights.Keys.Union(revision.Bounds.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var slider = new WeightPart(revision.Weight(key), revision.Bounds.TryGetValue(key, out var drawn) ? drawn : null);
            if (slider != default) parts.Add(new(RevisionPart.OfWeight(key), Text(slider)));
        }
        foreach (var rule in revision.Rules) parts.Add(new(RevisionPart.OfRule(rule.Key), Text(rule)));
        if (revision.Exploration != Exploration.None) parts.Add(new(RevisionPart.Exploration, Text(revision.Exploration)));
        if (revision.Diversity != Diversity.None) parts.Add(new(RevisionPart.Diversity, Text(revision.Diversity)));
        if (!revision.Caps.IsEmpty) parts.Add(new(RevisionPart.Caps, Text(revision.Caps)));
        return parts;
    }

    /// <summary>The revision that has these parts.</summary>
    /// <exception cref="ArgumentException">No revision can have them together; says why.</exception>
    public static StrategyRevision Join(string key, int number, IEnumerable<KeyValuePair<string, string>> parts)
    {
        var (weights, bounds, rules) = (new JsonObject(), new JsonObject(), new JsonArray());
        var document = new JsonObject { ["key"] = key, ["number"] = number, ["weights"] = weights, ["bounds"] = bounds, ["rules"] = rules };
        foreach (var (name, text) in parts)
        {
            if (RevisionPart.WeightKey(name) is { } weight)
            {
                var slider = RevisionPart.Read<WeightPart>(text);
                weights[weight] = slider.Weight;
                if (slider.Bounds is { } drawn) bounds[weight] = JsonSerializer.SerializeToNode(drawn, StrategyJson.Options);
            }
            else if (RevisionPart.RuleKey(name) is not null) rules.Add(JsonNode.Parse(text));
            else document[name] = JsonNode.Parse(text);
        }
        try
        {
            return StrategyJson.Read(document.ToJsonString());
        }
        catch (JsonException fault)
        {
            throw new ArgumentException(fault.InnerException?.Message ?? fault.Message, fault);
        }
    }

    static string Text<T>(T value) => JsonSerializer.Serialize(value, StrategyJson.Options);
}
