using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the slates that wait. Out: the slate log, at most <see cref="GatherFor"/> behind, bounded by what
/// <see cref="SlateOptions"/> keeps. Writes few at a time: events wait for the same turn. What cannot be written is lost to
/// the log, told, and does not stop it.
/// </summary>
public sealed partial class SlatePump(SlateQueue queue, Database database, ShopLoader shop, SlateOptions options, TimeProvider time, ILogger<SlatePump> logger) : BackgroundService
{
    /// <summary>How long slates are gathered, so that a quiet shop does not commit for each.</summary>
    public static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(250);

    static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    /// <summary>Slates in one transaction: about 5 ms.</summary>
    const int MaxCommitSlates = 256;

    readonly List<LoggedSlate> group = [];

    /// <summary>Ends when those that wait are logged.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        if (ExecuteTask is { } running) await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await shop.Loaded; // the log is read until then
        }
        catch (Exception)
        {
            return; // the loader tells why
        }
        var trimmedAt = time.GetTimestamp();
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(GatherFor, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (queue.Reader.TryPeek(out _)) await WriteAsync();
            if (time.GetElapsedTime(trimmedAt) < TrimEvery) continue;
            trimmedAt = time.GetTimestamp();
            await TrimAsync();
        }
    }

    async Task WriteAsync()
    {
        group.Clear();
        while (group.Count < MaxCommitSlates && queue.Reader.TryRead(out var slate)) group.Add(slate);
        try
        {
            using var turn = await database.EnterAsync();
            group.RemoveAll(slate => !queue.Belongs(slate));
            turn.Commit(connection => SlateTable.Append(connection, group));
        }
        catch (Exception failure)
        {
            WriteFailed(failure, group.Count);
        }
    }

    async Task TrimAsync()
    {
        try
        {
            for (var more = true; more;)
            {
                using var turn = await database.EnterAsync();
                more = turn.Commit(connection => SlateTable.Trim(connection, options.SlatesKept, options.SamplesKept));
            }
        }
        catch (Exception failure)
        {
            TrimFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "The slate log did not take {Slates} slates")]
    partial void WriteFailed(Exception failure, int slates);

    [LoggerMessage(LogLevel.Error, "The oldest slates could not be taken off the log; they will be with the next")]
    partial void TrimFailed(Exception failure);
}
