using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: revisions. Out: the same in the database, then in <see cref="StrategyStore"/>, where the next request sees them. At
/// start, before any request, the live ones of the database are put there. An import that replaces the shop leaves
/// strategies alone: they are the merchandiser's work, and a rule about items that are gone matches nothing.
/// </summary>
public sealed partial class StrategyPublisher(
    Database database, StrategyTable table, StrategyStore store, SignalCatalog signals, TimeProvider time, ILogger<StrategyPublisher> logger) : IHostedService
{
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
    /// <inheritdoc cref="KeepAsync"/>
    public async Task<StrategyRevision> PublishAsync(StrategyRevision draft, CancellationToken cancellation = default)
    {
        Check(draft);
        using var turn = await database.EnterAsync(cancellation);
        var kept = turn.Commit(connection =>
        {
            var revision = Keep(connection, draft);
            StrategyTable.SetLive(connection, revision.Key, revision.Number, time.GetUtcNow());
            return revision;
        });
        store.Publish(kept);
        return kept;
    }

    /// <summary>Makes a kept revision the live one of its key: an approved one, or an earlier one to go back to.</summary>
    /// <exception cref="ArgumentException">There is no such revision, or it names a weight that the shop does not have.</exception>
    public async Task<StrategyRevision> PublishAsync(string key, int number, CancellationToken cancellation = default)
    {
        using var turn = await database.EnterAsync(cancellation);
        var kept = table.Find(key, number) ?? throw new ArgumentException($"The strategy '{key}' has no revision {number}.");
        Check(kept);
        turn.Commit(connection => StrategyTable.SetLive(connection, key, number, time.GetUtcNow()));
        store.Publish(kept);
        return kept;
    }

    /// <summary>The strategy that a new shop starts with is kept before its first change, so that there is a way back.</summary>
    StrategyRevision Keep(Microsoft.Data.Sqlite.SqliteConnection connection, StrategyRevision draft)
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
