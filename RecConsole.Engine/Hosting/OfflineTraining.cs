using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>A training on a data directory that no server has: the next start finds the model there as a candidate.</summary>
public static class OfflineTraining
{
    /// <exception cref="EngineStartException">A server has the directory, or it cannot be written.</exception>
    /// <exception cref="ServerCallException">There is no stopped training of the model to go on with, or no such model to go on from.</exception>
    public static async Task<TrainingEntry> RunAsync(string dataDirectory, TrainingCall call, IProgress<CourseProgress> progress, TimeProvider time, CancellationToken stop)
    {
        using var owned = DataDirectoryLock.Acquire(dataDirectory);
        using var database = Database.Open(owned.Directory, time);
        using var tables = new ShopTables(database);
        var trainings = new TrainingTable(database);
        var trainer = new ModelTrainer(database, tables, trainings, new ModelShelf(tables.Models, new ModelStore(), owned), owned, time);
        // nobody else has the directory: what is said to run ended with its process
        foreach (var left in trainings.ReadAll().Where(entry => entry.State == TrainingState.Running)) await trainer.LeaveAsync(left);
        var entry = call.Resumes
            ? await trainer.EnterAgainAsync(FindStopped(trainings, call.Order.Model) ?? throw new ServerCallException(NothingStopped(call.Order.Model)), Person.CommandLine)
            : await trainer.EnterAsync(Resolved(trainer, call.Order), Person.CommandLine, stop);
        return await trainer.RunAsync(entry, Person.CommandLine, progress, stop);
    }

    static TrainingOrder Resolved(ModelTrainer trainer, TrainingOrder order)
    {
        var (resolved, problem) = trainer.Parents.Resolve(order);
        return resolved ?? throw new ServerCallException(problem!);
    }

    /// <summary>The latest training of a model that can go on.</summary>
    public static TrainingEntry? FindStopped(TrainingTable trainings, string model) => trainings.ReadAll().FirstOrDefault(entry => entry.CanGoOn && entry.Order.Model == model);

    public static string NothingStopped(string model) => $"No training of {model} was stopped: there is nothing to go on with. Leave --resume out to begin one.";
}
