using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: revisions. Out: the same in the database, with who published them and an entry in the audit log, then in
/// <see cref="StrategyStore"/>, where the next request sees them. At start, before any request, the live ones of the database
/// are put there. An import that replaces the shop leaves strategies alone: they are the merchandiser's work, and a rule
/// about items that are gone matches nothing.
/// </summary>
public sealed partial class StrategyPublisher(
    Database database, StrategyTable table, StrategyStore store, SignalCatalog signals, TimeProvider time, ILogger<StrategyPublisher> logger) : IHostedService
{
    /// <summary>After a revision went live, on the thread that published it.</summary>
    public event Action<Publication>? Published;

    /// <exception cref="StoreException">A live revision cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var revision in table.ReadLive())
        {
            foreach (var problem in revision.Problems(signals)) Ignored(revision.Key, revision.Number, problem);
            store.Publish(revision);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps a revision under the next number of its key, whatever number it bears, without making it live; returns it as kept.</summary>
    /// <exception cref="ArgumentException">It names a weight that the shop does not have.</exception>
    public async Task<StrategyRevision> KeepAsync(StrategyRevision draft, CancellationToken cancellation = default)
    {
        Check(draft);
        using var turn = await database.EnterAsync(cancellation);
        return turn.Commit(connection => Keep(connection, draft));
    }

    /// <summary>Keeps a revision and makes it the live one of its key; returns it as kept.</summary>
    /// <param name="note">By RecConsole itself, without a reason, when null.</param>
    /// <inheritdoc cref="KeepAsync"/>
    public async Task<StrategyRevision> PublishAsync(StrategyRevision draft, CancellationToken cancellation = default, PublicationNote? note = null)
    {
        Check(draft);
        using var turn = await database.EnterAsync(cancellation);
        var (kept, publication) = turn.Commit(connection =>
        {
            var revision = Keep(connection, draft);
            return (revision, GoLive(connection, revision, note));
        });
        store.Publish(kept);
        Published?.Invoke(publication);
        return kept;
    }

    /// <summary>Makes a kept revision the live one of its key: an approved one, or an earlier one to go back to.</summary>
    /// <param name="note">By RecConsole itself, without a reason, when null.</param>
    /// <exception cref="ArgumentException">There is no such revision, or it names a weight that the shop does not have.</exception>
    public async Task<StrategyRevision> PublishAsync(string key, int number, CancellationToken cancellation = default, PublicationNote? note = null)
    {
        using var turn = await database.EnterAsync(cancellation);
        var kept = table.Find(key, number) ?? throw new ArgumentException($"The strategy '{key}' has no revision {number}.");
        Check(kept);
        var publication = turn.Commit(connection => GoLive(connection, kept, note));
        store.Publish(kept);
        Published?.Invoke(publication);
        return kept;
    }

    Publication GoLive(SqliteConnection connection, StrategyRevision revision, PublicationNote? note)
    {
        note ??= new PublicationNote(People.Person.System);
        var was = store.Find(revision.Key);
        var publication = new Publication(revision.Key, revision.Number, was?.Number ?? 0, time.GetUtcNow(), note.By.Id, note.By.Name, note.Kind, note.Reason);
        StrategyTable.SetLive(connection, revision.Key, revision.Number, publication.At);
        PublicationTable.Add(connection, publication);
        AuditTable.Append(connection, note.By, ActionOf(note.Kind), $"strategy:{revision.Key}", publication.At,
            was is null ? null : StrategyJson.Write(was), StrategyJson.Write(revision), note.Reason);
        note.Alongside?.Invoke(connection);
        return publication;
    }

    static string ActionOf(PublicationKind kind) => kind switch
    {
        PublicationKind.Own => AuditAction.PublishedOwn,
        PublicationKind.RolledBack => AuditAction.RolledBack,
        _ => AuditAction.Published,
    };

    /// <summary>The strategy that a new shop starts with is kept before its first change, so that there is a way back.</summary>
    StrategyRevision Keep(SqliteConnection connection, StrategyRevision draft)
    {
        var last = StrategyTable.LastNumber(connection, draft.Key);
        if (last == 0 && store.Find(draft.Key) is { } first)
        {
            StrategyTable.Add(connection, first, time.GetUtcNow());
            last = first.Number;
        }
        var kept = draft.WithNumber(last + 1);
        StrategyTable.Add(connection, kept, time.GetUtcNow());
        return kept;
    }

    void Check(StrategyRevision revision)
    {
        if (revision.Problems(signals).FirstOrDefault() is { } problem) throw new ArgumentException(problem);
    }

    [LoggerMessage(LogLevel.Warning, "Revision {Number} of the strategy {Key} is live, but not all of it counts: {Problem}")]
    partial void Ignored(string key, int number, string problem);
}
