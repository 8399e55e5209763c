using System.Text.Json;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Api;

/// <summary>A strategy as the API speaks of it.</summary>
public sealed record StrategyDocument(string Key, StrategyRevision? Live, string? LiveHash, DateTimeOffset? LiveSince, string? LiveBy, int? RollsBackTo, bool IsStale, DraftSummary? Draft)
{
    internal static StrategyDocument Of(StrategyEntry entry) => new(
        entry.Key, entry.Live, entry.Live?.Hash, entry.LatestPublication?.At, entry.LatestPublication?.ByName, entry.RollsBackTo, entry.IsStale,
        entry.Draft is { } draft ? new DraftSummary(draft.Version, draft.State, draft.BasedOn, draft.Content.Hash, draft.AuthorName, draft.UpdatedAt) : null);
}

public sealed record DraftSummary(long Version, DraftState State, int BasedOn, string Hash, string Author, DateTimeOffset UpdatedAt);

/// <param name="Hash">Of the content: the same in preview, arm and log.</param>
/// <param name="Next">What the one who asks can do with it.</param>
public sealed record DraftDocument(
    string Key, long Version, DraftState State, int BasedOn, string Hash, string Author, DateTimeOffset UpdatedAt, string? Note, string? ReviewedBy,
    DateTimeOffset? PublishAt, string? TimeZone, NextDocument Next, StrategyRevision Content)
{
    internal static DraftDocument Of(StrategyDraft draft, StrategyDesk desk, Person person) => new(
        draft.Key, draft.Version, draft.State, draft.BasedOn, draft.Content.Hash, draft.AuthorName, draft.UpdatedAt, draft.Note, draft.ReviewedBy,
        draft.PublishAt, draft.TimeZone, NextDocument.Of(desk.StepOf(draft.Key, person)), draft.Content);
}

public sealed record NextDocument(DraftAction Action, bool Enabled, string Hint, bool NeedsReason, IReadOnlyList<DraftAction> Others)
{
    internal static NextDocument Of(DraftStep step) => new(step.Primary, step.IsEnabled, step.Hint, step.NeedsReason, step.Others);
}

/// <summary>After a step: the draft as it is now, or the revision that is live by it.</summary>
public sealed record StepDocument(StrategyRevision? Live, DraftDocument? Draft);

public sealed record RevisionDocument(int Number, string Hash, DateTimeOffset MadeAt, bool IsLive, IReadOnlyList<PublicationDocument> Publications, StrategyRevision Content)
{
    internal static RevisionDocument Of(HistoryEntry entry) => new(
        entry.Revision.Number, entry.Revision.Hash, entry.MadeAt, entry.IsLive,
        [.. entry.Publications.Select(one => new PublicationDocument(one.At, one.ByName, one.Kind, one.Was, one.Reason))], entry.Revision);
}

public sealed record PublicationDocument(DateTimeOffset At, string By, PublicationKind Kind, int Was, string? Reason);

/// <param name="Part"><c>weight:KEY</c>, <c>rule:KEY</c>, <c>exploration</c>, <c>diversity</c> or <c>caps</c>.</param>
public sealed record ChangeDocument(string Part, JsonElement? Before, JsonElement? After)
{
    internal static ChangeDocument Of(RevisionChange change) => new(change.Part, Parse(change.Before), Parse(change.After));

    internal static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}

/// <param name="Onto">Number of the revision that is live now.</param>
public sealed record MergeDocument(int Onto, StrategyRevision Content, IReadOnlyList<ConflictDocument> Conflicts, IReadOnlyList<string> FromTheirs)
{
    internal static MergeDocument Of(MergeResult merged, int onto) => new(
        onto, merged.Content,
        [.. merged.Conflicts.Select(one => new ConflictDocument(one.Part, ChangeDocument.Parse(one.Base), ChangeDocument.Parse(one.Mine), ChangeDocument.Parse(one.Theirs)))], merged.FromTheirs);
}

public sealed record ConflictDocument(string Part, JsonElement? Base, JsonElement? Mine, JsonElement? Theirs);
