using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.People;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Trains the kind that serves anew, with its own options and on the whole log of then, when the one that serves is older than
/// the setting says (<see cref="TrainingPolicy.RetrainEvery"/>); it serves if it passes its checks, else it stays a candidate with
/// them. A training that failed is not tried again before the same time has passed. All of it stands in the audit log as RecConsole's.
/// </summary>
public sealed partial class RetrainingSchedule(
    ModelRegistry registry, TrainingDesk desk, ModelPromotions promotions, TrainingPolicy policy, TimeProvider time, ILogger<RetrainingSchedule> logger) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (policy.RetrainEvery == TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(Look < policy.RetrainEvery ? Look : policy.RetrainEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await RenewAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure);
            }
        }
    }

    async Task RenewAsync(CancellationToken cancellation)
    {
        if (registry.FindPublished() is not { } serving || !IsDue(serving, desk.ReadAll())) return;
        var order = (serving.Training?.Order ?? new TrainingOrder(serving.Row.Key)) with { Cause = $"the schedule: every {policy.RetrainEvery:g}" };
        if (!(await desk.BeginAsync(order, Person.System)).IsDone || desk.WhenEnded is not { } ended) return; // somebody trains: another look
        var entry = await ended.WaitAsync(cancellation);
        if (entry is not { State: TrainingState.Done, Hash: { } hash } || hash == serving.Row.Hash) return;
        var answer = await promotions.PromoteAsync(hash, Person.System, cancellation: cancellation);
        if (!answer.IsDone) Refused(entry.ModelName!, answer.Sentence!);
    }

    /// <summary>Whether the model that serves is old enough, and nobody has tried since.</summary>
    bool IsDue(ModelEntry serving, IReadOnlyList<TrainingEntry> trainings)
    {
        var latest = serving.TrainedAt;
        foreach (var entry in trainings)
            if (entry.Order.Cause is not null && entry.StartedAt > latest) latest = entry.StartedAt;
        return time.GetUtcNow() - latest >= policy.RetrainEvery;
    }

    [LoggerMessage(LogLevel.Warning, "{Model} was trained by the schedule and does not serve: {Why}")]
    partial void Refused(string model, string why);

    [LoggerMessage(LogLevel.Error, "The model that serves could not be renewed by the schedule; it is looked at again")]
    partial void Failed(Exception failure);
}
