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
        return entry.Before == entry.After ? [] : [new RevisionChange(entry.Subject, entry.Before, entry.After)];
    }

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
