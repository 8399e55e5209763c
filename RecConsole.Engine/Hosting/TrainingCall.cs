using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// A command's training on a data directory that a server has: the server trains on its own log. Answered by lines of JSON as it
/// goes: progress, then the entry or the refusal. Who hangs up stops the training; it can go on.
/// </summary>
/// <param name="Resumes">Whether the latest stopped training of the model goes on, instead of a new one.</param>
public sealed record TrainingCall(TrainingOrder Order, bool Resumes)
{
    public const string Route = "/api/internal/train";

    /// <exception cref="ServerCallException">The server refused, failed or went away.</exception>
    public async Task<TrainingEntry> SendAsync(RunningServer server, IProgress<CourseProgress> progress, CancellationToken cancellation)
    {
        TrainingAnswer? last = null;
        await ServerCall.SendAsync<TrainingCall, TrainingAnswer>(server, Route, this, "the training", line =>
        {
            if (line.Progress is { } reached) progress.Report(reached);
            last = line;
            return line.Entry is not null || line.Failure is not null;
        }, cancellation);
        return last!.Entry ?? throw new ServerCallException(last.Failure!);
    }
}

/// <summary>One line of the answer: one of the three is there.</summary>
public sealed record TrainingAnswer(CourseProgress? Progress = null, TrainingEntry? Entry = null, string? Failure = null);
