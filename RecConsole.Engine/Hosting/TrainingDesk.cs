using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: wishes to train, from pages, the API and the command. Out: one training at a time, beside the requests
/// (<see cref="QuietThread"/>), watched by whoever looks, stopped and resumed. What was running when the server ended is there as
/// stopped at the next start.
/// </summary>
public sealed partial class TrainingDesk(ModelTrainer trainer, TrainingTable trainings, ShopLoader loader, ModelFitter fitter, ILogger<TrainingDesk> logger) : IHostedService
{
    readonly Lock gate = new();
    volatile TrainingJob? current;
    CancellationTokenSource stopping = new();
    Task<TrainingEntry>? running;
    bool isTaken;

    /// <summary>The running training or the latest one since the start; null before the first.</summary>
    public TrainingJob? Current => current;

    /// <summary>With each step, on the thread that trains: hand over, and do not throw.</summary>
    public event Action? Changed;

    /// <summary>After a training ended, however, on the thread that trained.</summary>
    public event Action<TrainingEntry>? Ended;

    public IReadOnlyList<TrainingEntry> ReadAll() => trainings.ReadAll();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var left in trainings.ReadAll().Where(entry => entry.State == TrainingState.Running)) await trainer.LeaveAsync(left);
    }

    /// <summary>Ends what runs: it goes on at the next start where somebody wants it to.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping.Cancel();
        if (running is Task last) await last.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Begins a training; the answer comes as soon as it is entered.</summary>
    public async Task<ModelAnswer> BeginAsync(TrainingOrder order, Person who)
    {
        if (!who.May(Permission.TrainModels)) return NotAllowed(who);
        if (ModelZoo.Find(order.Model) is not { } recipe) return ModelAnswer.Refuse(DeskRefusal.NotFound, TrainingCourse.UnknownModel(order.Model));
        try
        {
            TrainingCourse.Check(order, recipe);
        }
        catch (ArgumentException wrong)
        {
            return ModelAnswer.Refuse(DeskRefusal.Invalid, wrong.Message);
        }
        var (resolved, problem) = trainer.Parents.Resolve(order);
        if (resolved is null) return ModelAnswer.Refuse(DeskRefusal.Invalid, problem!);
        return await TakeAsync(() => trainer.EnterAsync(resolved, who), who);
    }

    /// <summary>What a training of a kind may go on from, the one that serves first.</summary>
    public IReadOnlyList<ModelEntry> ReadParents(string model) => trainer.Parents.ReadAll(model);

    /// <summary>Goes on with a stopped training.</summary>
    public async Task<ModelAnswer> GoOnAsync(long number, Person who)
    {
        if (!who.May(Permission.TrainModels)) return NotAllowed(who);
        if (trainings.Find(number) is not { } entry) return ModelAnswer.Refuse(DeskRefusal.NotFound, UnknownNumber(number));
        if (!entry.CanGoOn) return ModelAnswer.Refuse(DeskRefusal.NotNow, $"Training {number} is {entry.State.ToString().ToLowerInvariant()}; only a stopped one can go on.");
        return await TakeAsync(() => trainer.EnterAgainAsync(entry, who), who);
    }

    string UnknownNumber(long number) => $"There is no training {number}; {(trainings.ReadAll().Where(entry => entry.CanGoOn).Take(5).Select(entry => $"{entry.Number} ({entry.Order.Model})").ToArray() is { Length: > 0 } stopped ? $"{string.Join(", ", stopped)} can go on" : "none can go on")}.";

    /// <summary>Stops what runs, after at most one step of it.</summary>
    public ModelAnswer Stop(Person who)
    {
        if (!who.May(Permission.TrainModels)) return NotAllowed(who);
        lock (gate)
        {
            if (current is not { IsRunning: true } job) return ModelAnswer.Refuse(DeskRefusal.NotNow, "Nothing is being trained: there is nothing to stop.");
            current = job with { IsStopping = true };
            stopping.Cancel();
        }
        Changed?.Invoke();
        return new ModelAnswer(current.Entry);
    }

    /// <summary>The end of what runs; null when nothing does.</summary>
    public Task<TrainingEntry>? WhenEnded => running;

    async Task<ModelAnswer> TakeAsync(Func<Task<TrainingEntry>> enter, Person who)
    {
        lock (gate)
        {
            if (isTaken) return ModelAnswer.Refuse(DeskRefusal.NotNow, $"{current?.Entry.Order.Model ?? "A model"} is being trained; one at a time. Wait for it, or stop it.");
            isTaken = true;
        }
        try
        {
            var entry = await enter();
            lock (gate)
            {
                stopping.Dispose();
                stopping = new CancellationTokenSource();
                current = new TrainingJob(entry, new CourseProgress("Waiting for the shop", 0), IsStopping: false);
                running = RunAsync(entry, who, stopping.Token);
            }
            Changed?.Invoke();
            return new ModelAnswer(entry);
        }
        catch
        {
            isTaken = false;
            throw;
        }
    }

    async Task<TrainingEntry> RunAsync(TrainingEntry entry, Person who, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await loader.Loaded.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            entry = await trainer.RunAsync(entry, who, new Steps(this), stop, fitter.WhileShopStays);
        }
        catch (Exception defect)
        {
            Failed(defect, entry.Order.Model);
            entry = trainings.Find(entry.Number) ?? entry;
        }
        lock (gate)
        {
            current = current! with { Entry = entry, IsStopping = false };
            isTaken = false;
        }
        Changed?.Invoke();
        Ended?.Invoke(entry);
        return entry;
    }

    void Follow(CourseProgress progress)
    {
        lock (gate) current = current! with { Progress = progress };
        Changed?.Invoke();
    }

    static ModelAnswer NotAllowed(Person who) => ModelAnswer.Refuse(DeskRefusal.NotAllowed, RolePolicy.Missing(Permission.TrainModels, who.Role));

    [LoggerMessage(LogLevel.Error, "The training of {Model} failed")]
    partial void Failed(Exception defect, string model);

    sealed class Steps(TrainingDesk desk) : IProgress<CourseProgress>
    {
        public void Report(CourseProgress value) => desk.Follow(value);
    }
}
