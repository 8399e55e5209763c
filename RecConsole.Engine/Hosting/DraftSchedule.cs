using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Hosting;

/// <summary>Publishes scheduled drafts when they are due: within a second, and at start those whose time came while nobody served.</summary>
public sealed partial class DraftSchedule(StrategyDesk desk, PeopleDirectory people, TimeProvider time, ILogger<DraftSchedule> logger) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do await PublishDueAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
    }

    async Task PublishDueAsync(CancellationToken cancellation)
    {
        if (!(desk.NextDue <= time.GetUtcNow())) return;
        try
        {
            await desk.PublishDueAsync(Find, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure);
        }
    }

    Person? Find(string id) => id == Person.DemoOwnerId ? Person.DemoOwner(Role.Publisher) : people.Find(id);

    [LoggerMessage(LogLevel.Error, "A scheduled draft could not be published; it is tried again in a second")]
    partial void LogFailed(Exception failure);
}
