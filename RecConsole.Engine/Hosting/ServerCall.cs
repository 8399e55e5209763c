using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RecConsole.Engine.Hosting;

/// <summary>A command's call to the server that has its data directory, answered by lines of JSON as the work goes on.</summary>
static class ServerCall
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="work">In words: "the import".</param>
    /// <param name="take">Gets each line; true ends the call.</param>
    /// <exception cref="ServerCallException">The server refused, failed or went away.</exception>
    public static async Task SendAsync<TCall, TAnswer>(RunningServer server, string route, TCall body, string work, Func<TAnswer, bool> take, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(Reachable(server.Address), route));
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        call.Content = JsonContent.Create(body, options: Json);
        try
        {
            using var response = await client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new ServerCallException($"The RecConsole at {server.Address} did not take {work} ({(int)response.StatusCode}); stop it, or restart it, and try again.");
            await using var lines = await response.Content.ReadAsStreamAsync(cancellation);
            await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable<TAnswer>(lines, topLevelValues: true, Json, cancellation))
                if (line is not null && take(line)) return;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            throw new ServerCallException($"The RecConsole at {server.Address} went away during {work}: {gone.Message}", gone);
        }
        throw new ServerCallException($"The RecConsole at {server.Address} ended {work} without a word; its log says more.");
    }

    /// <summary>A server that listens on every address is reached by the loopback one.</summary>
    static Uri Reachable(string address)
    {
        foreach (var every in (string[])["0.0.0.0", "[::]", "+", "*"])
            address = address.Replace($"://{every}", "://127.0.0.1", StringComparison.Ordinal);
        return new Uri(address);
    }
}
