using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Renews the model that serves when it is older than the setting says (<see cref="TrainingPolicy.RetrainEvery"/>). A training that
/// failed is not tried again before the same time has passed.
/// </summary>
public sealed partial class RetrainingSchedule(ModelRenewal renewal, TrainingPolicy policy, TimeProvider time, ILogger<RetrainingSchedule> logger) : BackgroundService
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
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure);
            }
        }
    }

    /// <summary>One look: renews if it is time, and waits for the end of that.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        if (policy.RetrainEvery == TimeSpan.Zero || renewal.Serving is not { } serving || !renewal.HasRested(serving, policy.RetrainEvery)) return;
        await renewal.RenewAsync(serving, $"the schedule: every {SpanWords.Of(policy.RetrainEvery)}", cancellation);
    }

    [LoggerMessage(LogLevel.Error, "The model that serves could not be renewed by the schedule; it is looked at again")]
    partial void Failed(Exception failure);
}
