using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: what somebody wants trained. Out: its entry in the registry, the model on the shelf as a candidate; stopped half-way, what
/// it takes to go on, in <c>training/NUMBER</c> of the data directory. The server and the command train by it; one at a time is
/// the caller's affair.
/// </summary>
public sealed class ModelTrainer(Database database, ShopTables tables, TrainingTable trainings, ModelShelf shelf, DataDirectoryLock directory, TimeProvider time)
{
    /// <summary>Trainings that were stopped and can go on where they were; older ones begin anew.</summary>
    public const int KeptStopped = 3;

    const string Folder = "training";

    /// <summary>What orders may go on from.</summary>
    public ModelParents Parents { get; } = new(new ModelRegistry(tables.Models, trainings, shelf), shelf);

    /// <summary>Enters a training that is about to begin.</summary>
    public async Task<TrainingEntry> EnterAsync(TrainingOrder order, Person by, CancellationToken cancellation = default)
    {
        using var turn = await database.EnterAsync(cancellation);
        var entry = new TrainingEntry(0, order, TrainingState.Running, null, time.GetUtcNow(), by.Id, by.Name, TrainingAccount.Begun);
        return turn.Commit(connection =>
        {
            entry = TrainingTable.Add(connection, entry);
            Note(connection, by, AuditAction.TrainingStarted, entry, order.Cause);
            return entry;
        });
    }

    /// <summary>Says of a stopped training that it goes on.</summary>
    public Task<TrainingEntry> EnterAgainAsync(TrainingEntry entry, Person by) =>
        WriteAsync(entry with { State = TrainingState.Running, Account = entry.Account with { Problem = null, EndedAt = null } }, by, AuditAction.TrainingResumed);

    /// <summary>Says of a training that was running when the process ended that it can go on.</summary>
    public Task<TrainingEntry> LeaveAsync(TrainingEntry entry) => EndAsync(entry, TrainingState.Stopped, Person.System, StoppedWords(entry, "RecConsole ended meanwhile."));

    /// <summary>Trains, measures and registers. What goes wrong stands in the entry that comes back.</summary>
    /// <param name="shopGone">The shop is another: what was learnt is of no use.</param>
    public async Task<TrainingEntry> RunAsync(TrainingEntry entry, Person by, IProgress<CourseProgress>? progress, CancellationToken stop, CancellationToken shopGone = default)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stop, shopGone);
        try
        {
            progress?.Report(new CourseProgress("Reading the log", 0));
            var length = tables.Events.Length();
            var (events, catalog) = await QuietThread.RunAsync(() => Read(entry, any.Token));
            entry = await WriteAsync(entry with { Account = entry.Account with { Taken = events.Count } });
            var folder = FolderOf(entry);
            Directory.CreateDirectory(folder);
            await ClearOldAsync();
            var parent = await QuietThread.RunAsync(() => Parents.Open(entry.Order, tables.Items.ReadAll()));
            var course = new TrainingCourse(entry.Order, time) { Threads = QuietThread.Threads, Parent = parent };
            var outcome = await QuietThread.RunAsync(() => course.Run(events, catalog, folder, progress, any.Token));
            entry = entry with { Account = outcome.Account with { Taken = events.Count } };
            if (shopGone.IsCancellationRequested) throw new OperationCanceledException(shopGone);
            if (outcome.Model is not { } model) return await EndAsync(entry, TrainingState.Stopped, by, StoppedWords(entry));
            using (model)
            {
                await QuietThread.RunAsync(() => { shelf.Save(model.Artifact); return true; });
                entry = await RegisterAsync(entry, model.Artifact, length, by, shopGone);
            }
            Forget(entry);
            return entry;
        }
        catch (OperationCanceledException) when (shopGone.IsCancellationRequested)
        {
            Forget(entry);
            return await EndAsync(entry, TrainingState.Failed, by, "The shop was replaced meanwhile. Train it again on the one that is there now.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await EndAsync(entry, TrainingState.Stopped, by, StoppedWords(entry));
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException or BrokenModelException or ImportFailedException)
        {
            Forget(entry);
            return await EndAsync(entry, TrainingState.Failed, by, wrong.Message);
        }
        catch (Exception defect)
        {
            await EndAsync(entry, TrainingState.Failed, by, $"A defect of RecConsole, not of what was asked for: {defect.Message}");
            throw;
        }
    }

    /// <summary>The log as models learn from it, the oldest first: events of a shopper with an item, without what was played in the lab.</summary>
    /// <param name="most">The oldest so many; null for all.</param>
    public IReadOnlyList<ShopEvent> ReadInteractions(int? most, CancellationToken cancellation)
    {
        var kinds = new KindWeights();
        var events = new List<ShopEvent>();
        foreach (var e in tables.Events.ReadAll())
        {
            if (events.Count == most) break;
            if (e.ItemId is null || kinds.Of(e.Kind) == 0 || e.Origin == EventOrigin.Lab) continue;
            events.Add(e);
            if (events.Count % 10_000 == 0) cancellation.ThrowIfCancellationRequested();
        }
        return events;
    }

    public IReadOnlyList<ItemId> ReadCatalog() => [.. tables.Items.ReadAll().Select(item => item.Id)];

    (IReadOnlyList<ShopEvent> Events, IReadOnlyList<ItemId> Catalog) Read(TrainingEntry entry, CancellationToken cancellation)
    {
        if (entry.Order.Dataset is null) return (ReadInteractions(entry.Account.Taken, cancellation), ReadCatalog());
        var colon = entry.Order.Dataset.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) throw new ArgumentException($"The data set is '{entry.Order.Dataset}'; it is FORMAT:PATH, such as movielens:ml-100k.");
        var shop = new ShopImporter(time).Read(new ImportRequest(entry.Order.Dataset[..colon], [entry.Order.Dataset[(colon + 1)..]], ColumnMap.Empty), null, cancellation);
        return (shop.Events, [.. shop.Items.Select(item => item.Id)]);
    }

    async Task<TrainingEntry> RegisterAsync(TrainingEntry entry, ModelArtifact artifact, long length, Person by, CancellationToken shopGone)
    {
        using var turn = await database.EnterAsync(CancellationToken.None);
        shopGone.ThrowIfCancellationRequested(); // it was replaced while this waited
        entry = entry with { State = TrainingState.Done, Hash = artifact.Hash, Account = entry.Account with { EndedAt = time.GetUtcNow() } };
        shelf.Add(turn, artifact, length, connection =>
        {
            TrainingTable.Update(connection, entry);
            Note(connection, by, AuditAction.ModelTrained, entry, null);
        });
        return entry;
    }

    Task<TrainingEntry> EndAsync(TrainingEntry entry, TrainingState state, Person by, string problem) =>
        WriteAsync(entry with { State = state, Account = entry.Account with { EndedAt = time.GetUtcNow(), Problem = problem } }, by,
            state == TrainingState.Stopped ? AuditAction.TrainingStopped : AuditAction.TrainingFailed);

    async Task<TrainingEntry> WriteAsync(TrainingEntry entry, Person? by = null, string? action = null)
    {
        using var turn = await database.EnterAsync(CancellationToken.None);
        turn.Commit(connection =>
        {
            TrainingTable.Update(connection, entry);
            if (by is not null) Note(connection, by, action!, entry, null);
        });
        return entry;
    }

    void Note(SqliteConnection connection, Person by, string action, TrainingEntry entry, string? reason) =>
        AuditTable.Append(connection, by, action, $"model:{entry.Order.Model}", time.GetUtcNow(), null,
            JsonSerializer.Serialize(new
            {
                training = entry.Number, model = entry.ModelName, dataset = entry.Order.Dataset, options = entry.Order.Options, epochs = entry.Order.Epochs, seed = entry.Order.Seed, from = entry.Order.From,
                ndcg10 = entry.Account.Figures?.Metrics.GetValueOrDefault("ndcg@10"), problem = entry.Account.Problem,
            }, JsonSerializerOptions.Web), reason);

    string StoppedWords(TrainingEntry entry, string why = "It was stopped.") =>
        $"{why} {(TrainingProgressFile.HasPass(FolderOf(entry)) ? "It can go on after its last whole pass." : "No whole pass is kept of it: it begins anew when it goes on.")}";

    string FolderOf(TrainingEntry entry) => Path.Combine(directory.Directory, Folder, entry.Number.ToString(CultureInfo.InvariantCulture));

    void Forget(TrainingEntry entry)
    {
        if (Directory.Exists(FolderOf(entry))) Directory.Delete(FolderOf(entry), recursive: true);
    }

    async Task ClearOldAsync()
    {
        foreach (var old in trainings.ReadAll().Where(entry => entry.State == TrainingState.Stopped).Skip(KeptStopped).Where(entry => Directory.Exists(FolderOf(entry))))
        {
            Forget(old);
            await WriteAsync(old with { Account = old.Account with { Problem = StoppedWords(old, $"It was stopped, as were {KeptStopped} others since.") } });
        }
    }
}
