using System.Text.Json;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>In: an entry of the audit log. Out: what it changed, part by part.</summary>
public static class AuditChanges
{
    public static IReadOnlyList<RevisionChange> Of(AuditEntry entry)
    {
        if (entry is { Before: { } before, After: { } after } && Revision(before) is { } old && Revision(after) is { } now) return RevisionDiff.Between(old, now);
        if (entry is { Before: { } first, After: { } second } && (entry.Subject.StartsWith("segment:", StringComparison.Ordinal) || entry.Subject.StartsWith("campaign:", StringComparison.Ordinal)))
            return [.. Fields(first, second)];
        return entry.Before == entry.After ? [] : [new RevisionChange(entry.Subject, entry.Before, entry.After)];
    }

    /// <summary>What differs between two objects, field by field, in the order in which they name them.</summary>
    static IEnumerable<RevisionChange> Fields(string before, string after)
    {
        var (old, now) = (JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(before)!, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(after)!);
        foreach (var field in old.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var (was, became) = (Text(old, field), Text(now, field));
            if (was != became) yield return new RevisionChange(field, was, became);
        }
    }

    static string? Text(Dictionary<string, JsonElement> fields, string name) => fields.TryGetValue(name, out var value) ? value.GetRawText() : null;

    /// <summary>Null for what is no revision: the state of a person, or a form that a later version wrote.</summary>
    static StrategyRevision? Revision(string json)
    {
        try
        {
            return StrategyJson.Read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
