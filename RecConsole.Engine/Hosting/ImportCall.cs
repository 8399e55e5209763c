using System.Text.Json;
using RecConsole.Engine.Import;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// A command's import on a data directory that a server has: the server reads the files and replaces its own shop. Answered
/// by lines of JSON as it goes: progress, then the report or the failure.
/// </summary>
/// <param name="Paths">Full paths.</param>
public sealed record ImportCall(
    string Format, IReadOnlyList<string> Paths, IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Constants)
{
    public const string Route = "/api/internal/import";

    public static JsonSerializerOptions Json => ServerCall.Json;

    public static ImportCall Of(ImportRequest request) =>
        new(request.Format, [.. request.Paths.Select(Path.GetFullPath)], request.Columns.Columns, request.Columns.Constants);

    public ImportRequest ToRequest() => new(Format, Paths, ColumnMap.Of(Columns, Constants));

    /// <exception cref="ImportFailedException">The server refused, failed or went away.</exception>
    public async Task<ImportReport> SendAsync(RunningServer server, IProgress<ImportProgress> progress, CancellationToken cancellation)
    {
        try
        {
            ImportAnswer? last = null;
            await ServerCall.SendAsync<ImportCall, ImportAnswer>(server, Route, this, "the import", line =>
            {
                if (line.Progress is { } reached) progress.Report(reached);
                last = line;
                return line.Report is not null || line.Failure is not null;
            }, cancellation);
            return last!.Report ?? throw new ImportFailedException(last.Failure!);
        }
        catch (ServerCallException failure)
        {
            throw new ImportFailedException(failure.Message, failure);
        }
    }
}

/// <summary>One line of the answer: one of the three is there.</summary>
public sealed record ImportAnswer(ImportProgress? Progress = null, ImportReport? Report = null, string? Failure = null);
