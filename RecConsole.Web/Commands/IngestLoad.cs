using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>In: batches, connections, a duration. Out: the figures of sending as fast as the receipts come.</summary>
static class IngestLoad
{
    public static async Task<IngestFigures> RunAsync(HttpClient client, IngestBatches batches, int connections, TimeSpan duration, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var lanes = await Task.WhenAll(Enumerable.Range(0, connections).Select(lane => Task.Run(async () =>
        {
            var rng = new Rng((ulong)(started + lane));
            var millis = new List<double>();
            long accepted = 0;
            while (TimeProvider.System.GetElapsedTime(started) < duration)
            {
                var body = batches.Next(rng, TimeProvider.System.GetUtcNow());
                var sent = TimeProvider.System.GetTimestamp();
                accepted += await SendAsync(client, body, cancellation);
                millis.Add(TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
            }
            return (millis, accepted);
        }, cancellation)));
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var sorted = lanes.SelectMany(lane => lane.millis).Order().ToArray();
        var total = lanes.Sum(lane => lane.accepted);
        return new IngestFigures(total / seconds, Quantile(sorted, 0.5), Quantile(sorted, 0.99), total);
    }

    /// <summary>Sends one batch and returns how many events were accepted; over capacity it waits and sends it again.</summary>
    public static async Task<int> SendAsync(HttpClient client, byte[] body, CancellationToken cancellation)
    {
        while (true)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await client.PostAsync("/api/v1/events", content, cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellation);
                continue;
            }
            using var answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation));
            return answer.RootElement.GetProperty("accepted").GetInt32();
        }
    }

    /// <summary>The value that a share of all does not exceed.</summary>
    public static double Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * share) - 1)];
}
