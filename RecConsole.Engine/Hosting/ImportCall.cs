using System.Net.Http.Headers;
using System.Net.Http.Json;
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

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static ImportCall Of(ImportRequest request) =>
        new(request.Format, [.. request.Paths.Select(Path.GetFullPath)], request.Columns.Columns, request.Columns.Constants);

    public ImportRequest ToRequest() => new(Format, Paths, ColumnMap.Of(Columns, Constants));

    /// <exception cref="ImportFailedException">The server refused, failed or went away.</exception>
    public async Task<ImportReport> SendAsync(RunningServer server, IProgress<ImportProgress> progress, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(Reachable(server.Address), Route));
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        call.Content = JsonContent.Create(this, options: Json);
        try
        {
            using var response = await client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new ImportFailedException($"The RecConsole at {server.Address} did not take the import ({(int)response.StatusCode}); stop it, or restart it, and try again.");
            await using var lines = await response.Content.ReadAsStreamAsync(cancellation);
            await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable<ImportAnswer>(lines, topLevelValues: true, Json, cancellation))
            {
                if (line?.Failure is { } failure) throw new ImportFailedException(failure);
                if (line?.Report is { } report) return report;
                if (line?.Progress is { } reached) progress.Report(reached);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            throw new ImportFailedException($"The RecConsole at {server.Address} went away during the import: {gone.Message}", gone);
        }
        throw new ImportFailedException($"The RecConsole at {server.Address} ended the import without a word; its log says more.");
    }

    /// <summary>A server that listens on every address is reached by the loopback one.</summary>
    static Uri Reachable(string address)
    {
        foreach (var every in (string[])["0.0.0.0", "[::]", "+", "*"])
            address = address.Replace($"://{every}", "://127.0.0.1", StringComparison.Ordinal);
        return new Uri(address);
    }
}

/// <summary>One line of the answer: one of the three is there.</summary>
public sealed record ImportAnswer(ImportProgress? Progress = null, ImportReport? Report = null, string? Failure = null);
