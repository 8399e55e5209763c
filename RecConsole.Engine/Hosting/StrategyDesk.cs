using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Audit;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// The path of a change. In: what people want of a strategy's one draft. Out: the same in the database with its audit entry,
/// then in memory, then told to <see cref="Changed"/>; or a refusal that says what would be right. Who may do what when is
/// <see cref="DraftSteps"/>; whoever changes a draft names the version that they have seen. Edits are saved as they are made
/// and stand in the audit log with the steps of the draft, not each by itself.
/// </summary>
public sealed partial class StrategyDesk(Database database, DeskTables tables, StrategyPublisher publisher, StrategyStore store, DraftJudge judge, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>One wish at a time: what was checked still holds when it is done.</summary>
    readonly SemaphoreSlim gate = new(1, 1);

    volatile ImmutableDictionary<string, StrategyDraft> drafts = ImmutableDictionary.Create<string, StrategyDraft>(StringComparer.Ordinal);

    /// <summary>After a draft or a live revision changed, on the thread that changed it: hand over, and do not throw.</summary>
    public event Action<DeskChange>? Changed;

    /// <exception cref="StoreException">A draft cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        drafts = drafts.SetItems(tables.Drafts.ReadAll().Select(draft => KeyValuePair.Create(draft.Key, draft)));
        publisher.Published += TellPublished;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        publisher.Published -= TellPublished;
        return Task.CompletedTask;
    }

    public void Dispose() => gate.Dispose();

    /// <summary>What all strategies are called, in no order: from memory, unlike <see cref="ReadAll"/>.</summary>
    public IEnumerable<string> Keys => store.Live.Select(live => live.Key).Union(drafts.Keys, StringComparer.Ordinal);

    /// <summary>All strategies by key: those that rank and those that are drafts only.</summary>
    public IReadOnlyList<StrategyEntry> ReadAll()
    {
        var publications = tables.Publications.Read().ToLookup(publication => publication.Key, StringComparer.Ordinal);
        return [.. Keys.Order(StringComparer.Ordinal).Select(key => Entry(key, [.. publications[key]]))];
    }

    /// <summary>One strategy, or null when there is none of this key.</summary>
    public StrategyEntry? Find(string key) => store.Find(key) is null && !drafts.ContainsKey(key) ? null : Entry(key, tables.Publications.Read(key));

    public StrategyDraft? FindDraft(string key) => drafts.GetValueOrDefault(key);

    /// <summary>What this person can do with the strategy next: the primary button, its hint, and all else.</summary>
    public DraftStep StepOf(string key, Person person, int conflicts = 0) => DraftSteps.Of(judge.SituationOf(key, FindDraft(key), person, conflicts));

    /// <summary>A strategy's kept revisions, the newest first, each with the times that it went live.</summary>
    public IReadOnlyList<HistoryEntry> ReadHistory(string key)
    {
        var live = store.Find(key);
        var publications = tables.Publications.Read(key).ToLookup(publication => publication.Number);
        var kept = tables.Revisions.ReadHistory(key);
        // the strategy that a new shop starts with is kept only before its first change
        if (kept.Count == 0 && live is not null) return [new HistoryEntry(live, DateTimeOffset.MinValue, [], IsLive: true)];
        return [.. kept.Select(entry => new HistoryEntry(entry.Revision, entry.MadeAt, [.. publications[entry.Revision.Number]], entry.Revision.Number == live?.Number))];
    }

    /// <summary>A revision by its number, or null.</summary>
    public StrategyRevision? FindRevision(string key, int number) =>
        store.Find(key) is { } live && live.Number == number ? live : tables.Revisions.Find(key, number);

    /// <summary>What differs between two revisions, or null when one of them does not exist.</summary>
    public IReadOnlyList<RevisionChange>? Diff(string key, int before, int after) =>
        FindRevision(key, before) is { } old && FindRevision(key, after) is { } now ? RevisionDiff.Between(old, now) : null;

    /// <summary>Begins a strategy as a draft with the content of another one that is live.</summary>
    public Task<DeskAnswer> CreateAsync(string key, string? copyFrom, Person who, CancellationToken cancellation = default) => InTurnAsync(async () =>
    {
        if (!who.May(Permission.EditDrafts)) return NotAllowed(Permission.EditDrafts, who);
        if (!IsKey(key)) return DeskAnswer.Refuse(DeskRefusal.Invalid, $"'{key}' is no key for a strategy: it has 1 to {StrategyRevision.MaxKeyLength} letters, digits, hyphens or underscores.");
        if (Find(key) is not null) return DeskAnswer.Refuse(DeskRefusal.NotNow, $"There is a strategy '{key}' already; choose another key.");
        if (store.Find(copyFrom) is not { } source) return DeskAnswer.Refuse(DeskRefusal.NotFound, $"There is no live strategy '{copyFrom}' to copy.");
        return await KeepAsync(null, Begun(key, source.WithKey(key), who), who, AuditAction.DraftBegun, copyFrom is null ? null : $"Copied from '{source.Key}'", cancellation);
    }, cancellation);

    /// <summary>
    /// Keeps the content of a draft as it was edited; begins one where there is none (<paramref name="expectedVersion"/> 0).
    /// What was in review, approved or scheduled is a draft again: it is not what was looked at.
    /// </summary>
    /// <returns>With <see cref="DeskRefusal.Stale"/> the draft as somebody else left it: merge, or show both.</returns>
    public Task<DeskAnswer> SaveDraftAsync(string key, StrategyRevision content, long expectedVersion, Person who, CancellationToken cancellation = default) => InTurnAsync(async () =>
    {
        if (!who.May(Permission.EditDrafts)) return NotAllowed(Permission.EditDrafts, who);
        var was = FindDraft(key);
        if (was is null && store.Find(key) is null) return NoStrategy(key);
        if (content.Key != key) return DeskAnswer.Refuse(DeskRefusal.Invalid, $"The content is of the strategy '{content.Key}'; it must name '{key}'.");
        if (judge.ProblemOf(content) is { } problem) return DeskAnswer.Refuse(DeskRefusal.Invalid, problem);
        if ((was?.Version ?? 0) != expectedVersion) return Stale(key, was);
        if (was is null) return await KeepAsync(null, Begun(key, content, who), who, AuditAction.DraftBegun, null, cancellation);

        var now = Edited(was, content.WithNumber(was.Content.Number), who);
        if (StrategyJson.Write(now.Content) == StrategyJson.Write(was.Content)) return new DeskAnswer(was);
        return await KeepAsync(was, now, who, was.State == DraftState.Draft ? null : AuditAction.DraftReopened, null, cancellation);
    }, cancellation);

    /// <summary>What bringing the draft up to the live revision comes to; null when there is no draft or it is not stale.</summary>
    /// <exception cref="ArgumentException">Both sides together are no revision; says why.</exception>
    public MergeResult? PreviewRebase(string key, IReadOnlySet<string>? takeTheirs = null)
    {
        if (FindDraft(key) is not { } draft || store.Find(key) is not { } live || draft.BasedOn == live.Number) return null;
        return StrategyMerge.Of(FindRevision(key, draft.BasedOn) ?? live, draft.Content, live, takeTheirs);
    }

    /// <summary>Brings the draft up to the live revision that the person has seen; in conflicts the draft's side is taken but for <paramref name="takeTheirs"/>.</summary>
    public Task<DeskAnswer> RebaseAsync(string key, long expectedVersion, int ontoNumber, IReadOnlySet<string> takeTheirs, Person who, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Rebase, expectedVersion, who, async was =>
        {
            if (store.Find(key)?.Number != ontoNumber) return DeskAnswer.Refuse(DeskRefusal.Stale, $"Another revision than {ontoNumber} is live by now: look at the changes again.") with { Theirs = was };
            try
            {
                var merged = PreviewRebase(key, takeTheirs)!;
                var now = Edited(was, merged.Content.WithNumber(ontoNumber), who) with { BasedOn = ontoNumber };
                return await KeepAsync(was, now, who, AuditAction.DraftRebased, $"Onto revision {ontoNumber}", cancellation);
            }
            catch (ArgumentException fault)
            {
                return DeskAnswer.Refuse(DeskRefusal.Invalid, fault.Message);
            }
        }, cancellation);

    public Task<DeskAnswer> DiscardAsync(string key, long expectedVersion, Person who, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Discard, expectedVersion, who, async was =>
        {
            await CommitAsync(connection =>
            {
                DraftTable.Delete(connection, key);
                Record(connection, who, AuditAction.DraftDiscarded, key, StrategyJson.Write(was.Content), null, null);
            }, cancellation);
            Remember(key, null, who);
            return new DeskAnswer();
        }, cancellation);

    /// <summary>Asks for approval.</summary>
    public Task<DeskAnswer> SubmitAsync(string key, long expectedVersion, Person who, string? note = null, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Submit, expectedVersion, who, was =>
            KeepAsync(was, was with { State = DraftState.InReview, Note = note, ReviewedBy = null }, who, AuditAction.DraftSubmitted, note, cancellation), cancellation);

    public Task<DeskAnswer> ApproveAsync(string key, long expectedVersion, Person who, string? note = null, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Approve, expectedVersion, who, was =>
            KeepAsync(was, was with { State = DraftState.Approved, Note = note, ReviewedBy = who.Name }, who, AuditAction.DraftApproved, note, cancellation), cancellation);

    /// <summary>Gives a draft back to its author, with a word on why.</summary>
    public Task<DeskAnswer> RejectAsync(string key, long expectedVersion, Person who, string? note, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Reject, expectedVersion, who, was => string.IsNullOrWhiteSpace(note)
            ? Task.FromResult(DeskAnswer.Refuse(DeskRefusal.Invalid, "Say what should be different: the author reads it with the draft."))
            : KeepAsync(was, was with { State = DraftState.Draft, Note = note, ReviewedBy = who.Name }, who, AuditAction.DraftRejected, note, cancellation), cancellation);
}
