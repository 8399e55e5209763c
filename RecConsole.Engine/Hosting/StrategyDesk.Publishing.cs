using System.Globalization;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>The end of the path: publishing now or at a time, and back.</summary>
public sealed partial class StrategyDesk
{
    /// <summary>A schedule that is kept within this is on time.</summary>
    static readonly TimeSpan Punctual = TimeSpan.FromSeconds(10);

    /// <summary>Makes the draft the live revision, from the next request on.</summary>
    /// <param name="reason">Needed where <see cref="DraftStep.NeedsReason"/> says so.</param>
    public Task<DeskAnswer> PublishAsync(string key, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Publish, expectedVersion, who, async draft =>
        {
            if (ReasonMissing(draft, who, reason) is { } missing) return missing;
            return await GoLiveAsync(draft, who, reason, cancellation);
        }, cancellation);

    /// <summary>Lets the draft go live by itself at a time on the clocks of a zone.</summary>
    /// <param name="local">As clocks there show it.</param>
    /// <param name="timeZone">An IANA name such as Europe/Berlin.</param>
    /// <param name="reason">Needed where <see cref="DraftStep.NeedsReason"/> says so.</param>
    public Task<DeskAnswer> ScheduleAsync(string key, long expectedVersion, Person who, DateTime local, string timeZone, string? reason = null, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Schedule, expectedVersion, who, async was =>
        {
            if (ReasonMissing(was, who, reason) is { } missing) return missing;
            if (ScheduledTime.Find(local, timeZone, out var problem) is not { } moment) return DeskAnswer.Refuse(DeskRefusal.Invalid, problem!);
            if (moment <= time.GetUtcNow()) return DeskAnswer.Refuse(DeskRefusal.Invalid, $"{local:yyyy-MM-dd HH:mm} in {timeZone} is over: choose a later time, or publish now.");
            var now = was with { State = DraftState.Scheduled, PublishAt = moment, TimeZone = timeZone, ScheduledBy = who.Id, Note = reason ?? was.Note };
            return await KeepAsync(was, now, who, AuditAction.DraftScheduled, $"{local:yyyy-MM-dd HH:mm} {timeZone}{(reason is null ? "" : $": {reason}")}", cancellation);
        }, cancellation);

    /// <summary>Takes a scheduled draft off the calendar; it stays approved.</summary>
    public Task<DeskAnswer> UnscheduleAsync(string key, long expectedVersion, Person who, CancellationToken cancellation = default) =>
        StepAsync(key, DraftAction.Unschedule, expectedVersion, who, was =>
            KeepAsync(was, Unscheduled(was), who, AuditAction.ScheduleCancelled, null, cancellation), cancellation);

    /// <summary>Makes an earlier revision live again, from the next request on; needs no approval. The draft, if there is one, stays.</summary>
    /// <param name="number">Of a revision that was live once; null for the one that <see cref="StrategyEntry.RollsBackTo"/> names.</param>
    public Task<DeskAnswer> RollbackAsync(string key, Person who, int? number = null, string? reason = null, CancellationToken cancellation = default) => InTurnAsync(async () =>
    {
        if (!who.May(Permission.Publish)) return NotAllowed(Permission.Publish, who);
        if (store.Find(key) is not { } live) return NoStrategy(key);
        var once = LiveOnce(tables.Publications.Read(key));
        if ((number ?? RollsBackTo(live, once)) is not { } target) return DeskAnswer.Refuse(DeskRefusal.NotNow, $"No earlier revision of '{key}' was ever live.");
        if (target == live.Number) return DeskAnswer.Refuse(DeskRefusal.NotNow, $"Revision {target} is live already.");
        if (!once.Contains(target)) return DeskAnswer.Refuse(DeskRefusal.NotFound, $"Revision {target} of '{key}' was never live; those are {string.Join(", ", once)}.");
        try
        {
            return new DeskAnswer(FindDraft(key), await publisher.PublishAsync(key, target, cancellation, new PublicationNote(who, PublicationKind.RolledBack, reason)));
        }
        catch (ArgumentException fault)
        {
            return DeskAnswer.Refuse(DeskRefusal.Invalid, fault.Message);
        }
    }, cancellation);

    /// <summary>When the next scheduled draft is due, or null.</summary>
    public DateTimeOffset? NextDue => drafts.Values.Where(draft => draft.State == DraftState.Scheduled).Min(draft => draft.PublishAt);

    /// <summary>
    /// Publishes what is due, in the order of the times, each in the name of the person who scheduled it. What cannot go live
    /// any more, because another revision did meanwhile, stays as a draft that says so: never published over somebody's work.
    /// </summary>
    /// <param name="find">The person of an id, or null when they have left.</param>
    public Task PublishDueAsync(Func<string, Person?> find, CancellationToken cancellation = default) => InTurnAsync(async () =>
    {
        var now = time.GetUtcNow();
        foreach (var draft in drafts.Values.Where(draft => draft.State == DraftState.Scheduled && draft.PublishAt <= now).OrderBy(draft => draft.PublishAt).ToArray())
        {
            var who = find(draft.ScheduledBy!) ?? new Person(draft.ScheduledBy!, draft.ScheduledBy!, Role.Publisher);
            var situation = judge.SituationOf(draft.Key, draft, who with { Role = Role.Admin });
            var refused = DraftSteps.Refusal(situation, DraftAction.Publish) ?? (await GoLiveAsync(draft, who, ScheduledReason(draft, now), cancellation)).Sentence;
            if (refused is not null) await KeepAsync(draft, Unscheduled(draft) with { Note = $"It did not go live when it was due: {refused}" }, Person.System, AuditAction.ScheduleMissed, refused, cancellation);
        }
        return new DeskAnswer();
    }, cancellation);

    /// <summary>Who reads the log must see that nobody clicked, and when it should have been if nobody served then.</summary>
    static string ScheduledReason(StrategyDraft draft, DateTimeOffset now)
    {
        var due = draft.PublishAt!.Value;
        var late = now - due > Punctual ? string.Create(CultureInfo.InvariantCulture, $", {(now - due).TotalMinutes:0.#} minutes late because nobody served") : "";
        return string.Create(CultureInfo.InvariantCulture, $"Scheduled for {due:yyyy-MM-dd HH:mm} UTC{late}{(draft.Note is { } note ? $": {note}" : "")}");
    }

    async Task<DeskAnswer> GoLiveAsync(StrategyDraft draft, Person who, string? reason, CancellationToken cancellation)
    {
        var isApproved = draft.State is DraftState.Approved or DraftState.Scheduled && draft.ReviewedBy is not null;
        var kind = draft.IsBy(who.Id) && !isApproved ? PublicationKind.Own : PublicationKind.Published;
        try
        {
            var live = await publisher.PublishAsync(draft.Content, cancellation, new PublicationNote(who, kind, reason, connection => DraftTable.Delete(connection, draft.Key)));
            Remember(draft.Key, null, who);
            return new DeskAnswer(Live: live);
        }
        catch (ArgumentException fault)
        {
            return DeskAnswer.Refuse(DeskRefusal.Invalid, fault.Message);
        }
    }

    DeskAnswer? ReasonMissing(StrategyDraft draft, Person who, string? reason) =>
        DraftSteps.Of(judge.SituationOf(draft.Key, draft, who)).NeedsReason && string.IsNullOrWhiteSpace(reason)
            ? DeskAnswer.Refuse(DeskRefusal.Invalid, "Nobody else has approved this draft: state a reason for publishing it all the same. It is recorded.")
            : null;

    static StrategyDraft Unscheduled(StrategyDraft draft) => draft with { State = DraftState.Approved, PublishAt = null, TimeZone = null, ScheduledBy = null };

    StrategyEntry Entry(string key, IReadOnlyList<Publication> publications)
    {
        var live = store.Find(key);
        return new StrategyEntry(key, live, FindDraft(key), publications.FirstOrDefault(), live is null ? null : RollsBackTo(live, LiveOnce(publications)));
    }

    static int? RollsBackTo(StrategyRevision live, IReadOnlyCollection<int> once) => once.Where(number => number < live.Number).Select(number => (int?)number).Max();

    static SortedSet<int> LiveOnce(IEnumerable<Publication> publications) => [.. publications.SelectMany(publication => new[] { publication.Number, publication.Was }).Where(number => number > 0)];

    static bool IsKey(string key) => key.Length is > 0 and <= StrategyRevision.MaxKeyLength && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    StrategyDraft Begun(string key, StrategyRevision content, Person who)
    {
        var based = store.Find(key)?.Number ?? 0;
        return Edited(new StrategyDraft(key, based, content, 0) { Author = who.Id, AuthorName = who.Name, UpdatedAt = default }, content.WithNumber(Math.Max(based, 1)), who);
    }

    static StrategyDraft Edited(StrategyDraft was, StrategyRevision content, Person who) => Unscheduled(was) with
    {
        Content = content,
        State = DraftState.Draft,
        Author = who.Id,
        AuthorName = who.Name,
        Editors = was.IsBy(who.Id) ? was.Editors : was.Editors.Add(who.Id),
        Note = was.State == DraftState.Draft ? was.Note : null,
        ReviewedBy = was.State == DraftState.Draft ? was.ReviewedBy : null,
    };

    Task<DeskAnswer> StepAsync(string key, DraftAction action, long expectedVersion, Person who, Func<StrategyDraft, Task<DeskAnswer>> step, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (RightFor(action) is var right && !who.May(right)) return NotAllowed(right, who);
        if (FindDraft(key) is not { } draft)
            return store.Find(key) is null ? NoStrategy(key) : expectedVersion != 0 ? Stale(key, null) : DeskAnswer.Refuse(DeskRefusal.NotFound, $"The strategy '{key}' has no draft.");
        if (draft.Version != expectedVersion) return Stale(key, draft);
        if (DraftSteps.Refusal(judge.SituationOf(key, draft, who), action) is { } refusal) return DeskAnswer.Refuse(DeskRefusal.NotNow, refusal);
        return await step(draft);
    }, cancellation);

    static Permission RightFor(DraftAction action) => action switch
    {
        DraftAction.Approve or DraftAction.Reject => Permission.Review,
        DraftAction.Publish or DraftAction.Schedule or DraftAction.Unschedule => Permission.Publish,
        _ => Permission.EditDrafts,
    };

    /// <summary>Keeps a draft as its next version, with an audit entry where there is something to enter.</summary>
    async Task<DeskAnswer> KeepAsync(StrategyDraft? was, StrategyDraft draft, Person who, string? action, string? reason, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        // by the clock, so that a later draft of the same strategy never has a version that an earlier one had
        var now = draft with { Version = Math.Max((was?.Version ?? 0) + 1, at.ToUnixTimeMilliseconds()), UpdatedAt = at };
        await CommitAsync(connection =>
        {
            DraftTable.Put(connection, now);
            if (action is not null) Record(connection, who, action, now.Key, was is null ? TextOfLive(now.Key) : Text(was), Text(now), reason);
        }, cancellation);
        Remember(now.Key, now, who);
        return new DeskAnswer(now);
    }

    /// <summary>What a draft that begins differs from.</summary>
    string? TextOfLive(string key) => store.Find(key) is { } live ? StrategyJson.Write(live) : null;

    static string? Text(StrategyDraft? draft) => draft is null ? null : StrategyJson.Write(draft.Content);

    void Record(SqliteConnection connection, Person who, string action, string key, string? before, string? after, string? reason) =>
        AuditTable.Append(connection, who, action, $"strategy:{key}", time.GetUtcNow(), before, after, reason);

    async Task CommitAsync(Action<SqliteConnection> work, CancellationToken cancellation)
    {
        using var turn = await database.EnterAsync(cancellation);
        turn.Commit(work);
    }

    async Task<DeskAnswer> InTurnAsync(Func<Task<DeskAnswer>> work, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    void Remember(string key, StrategyDraft? draft, Person who)
    {
        drafts = draft is null ? drafts.Remove(key) : drafts.SetItem(key, draft);
        Changed?.Invoke(new DeskChange(key, who.Id, who.Name, draft));
    }

    void TellPublished(Publication publication) =>
        Changed?.Invoke(new DeskChange(publication.Key, publication.By, publication.ByName, FindDraft(publication.Key), publication));

    static DeskAnswer NotAllowed(Permission right, Person who) => DeskAnswer.Refuse(DeskRefusal.NotAllowed, RolePolicy.Missing(right, who.Role));

    static DeskAnswer NoStrategy(string key) => DeskAnswer.Refuse(DeskRefusal.NotFound, $"There is no strategy '{key}'.");

    static DeskAnswer Stale(string key, StrategyDraft? theirs) => DeskAnswer.Refuse(DeskRefusal.Stale, theirs is null
        ? $"The draft of '{key}' is gone: it was published or discarded meanwhile."
        : $"{theirs.AuthorName} changed the draft of '{key}' meanwhile: look at both before you go on.") with { Theirs = theirs };
}
