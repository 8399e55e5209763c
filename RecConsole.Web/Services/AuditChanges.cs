using System.Text.Json;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>In: an entry of the audit log. Out: what it changed, part by part.</summary>
public static class AuditChanges
{
    public static IReadOnlyList<RevisionChange> Of(AuditEntry entry)
    {
        var (old, now) = (Revision(entry.Before), Revision(entry.After));
        if (old is not null && now is not null) return RevisionDiff.Between(old, now);
        // what was not there before, or is not there any more, has no value then, not that of an empty strategy
        if (now is not null) return [.. RevisionDiff.Between(Nothing(now), now).Select(change => change with { Before = null })];
        if (old is not null) return [.. RevisionDiff.Between(old, Nothing(old)).Select(change => change with { After = null })];
        if (entry is { Before: { } before, After: { } after } && IsTold(entry.Subject)) return [.. Fields(before, after)];
        return entry.Before == entry.After ? [] : [new RevisionChange(entry.Subject, entry.Before, entry.After)];
    }

    /// <summary>Subjects whose states are objects that are compared field by field.</summary>
    static bool IsTold(string subject) => new[] { "segment:", "campaign:", "item:", "shop:" }.Any(kind => subject.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>A strategy before there was anything of it.</summary>
    static StrategyRevision Nothing(StrategyRevision of) => new(of.Key, of.Number, [], []);

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
    static StrategyRevision? Revision(string? json)
    {
        if (json is null) return null;
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
