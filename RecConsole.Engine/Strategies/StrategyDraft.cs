using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// The one draft of a strategy: whatever is being prepared for it. Immutable; each change is another with the next
/// <see cref="Version"/>.
/// </summary>
/// <param name="BasedOn">Number of the live revision that it started from, or was last brought up to; 0 for a strategy that has none yet.</param>
/// <param name="Content">What would be published; its hash is that of the revision that it becomes.</param>
/// <param name="Version">Counts all changes of the draft: whoever changes it names the version that they have seen.</param>
public sealed record StrategyDraft(string Key, int BasedOn, StrategyRevision Content, long Version)
{
    public DraftState State { get; init; }

    /// <summary>Id of the person who changed the content last.</summary>
    public required string Author { get; init; }

    /// <summary>What that person is called.</summary>
    public required string AuthorName { get; init; }

    /// <summary>Ids of all whose changes are in the content: none of them approves it.</summary>
    public ImmutableArray<string> Editors { get; init; } = [];

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The word on it of whoever moved it last: with a submission, an approval, a rejection.</summary>
    public string? Note { get; init; }

    /// <summary>What the person is called who approved or rejected it last.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>When a scheduled one goes live.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>The IANA name of the zone in which that moment was chosen.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Id of the person in whose name it goes live.</summary>
    public string? ScheduledBy { get; init; }

    /// <summary>Whether a person's changes are in it.</summary>
    public bool IsBy(string personId) => Editors.Contains(personId, StringComparer.Ordinal);
}
