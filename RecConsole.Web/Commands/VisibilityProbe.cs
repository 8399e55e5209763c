using System.Text.Json;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>
/// How long until an event shows in a slate: a shopper buys the first item of their slate; the clock runs from sending that
/// purchase to having a slate without it. Beside a sender of ten batches a second.
/// </summary>
sealed class VisibilityProbe(HttpClient client, IngestBatches batches)
{
    const int Probes = 200;
    static readonly TimeSpan BackgroundEvery = TimeSpan.FromMilliseconds(100);

    long accepted;

    /// <summary>Events that this has had acknowledged.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    public async Task<double> MeasureP99Async(CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var background = SendInBackgroundAsync(done.Token);
        var millis = new double[Probes];
        for (var n = 0; n < Probes; n++) millis[n] = await ProbeAsync($"probe-{n}", cancellation);
        await done.CancelAsync();
        await background;
        Array.Sort(millis);
        return IngestLoad.Quantile(millis, 0.99);
    }

    async Task<double> ProbeAsync(string shopper, CancellationToken cancellation)
    {
        var first = (await SlateAsync(shopper, cancellation))[0];
        var sent = TimeProvider.System.GetTimestamp();
        var purchase = new { events = new[] { new { type = "purchase", userId = shopper, sessionId = shopper, itemId = first } } };
        Interlocked.Add(ref accepted, await IngestLoad.SendAsync(client, JsonSerializer.SerializeToUtf8Bytes(purchase), cancellation));
        while ((await SlateAsync(shopper, cancellation)).Contains(first)) { }
        return TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
    }

    async Task<List<string>> SlateAsync(string shopper, CancellationToken cancellation)
    {
        var request = new { placement = "bench", userId = shopper, sessionId = shopper, count = 10 };
        using var response = await client.PostAsJsonAsync("/api/v1/recommendations", request, cancellation);
        using var slate = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation));
        return [.. slate.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("itemId").GetString()!)];
    }

    async Task SendInBackgroundAsync(CancellationToken stop)
    {
        var rng = new Rng(3);
        using var timer = new PeriodicTimer(BackgroundEvery, TimeProvider.System);
        try
        {
            // a batch under way is waited for, so that its receipt is counted
            while (await timer.WaitForNextTickAsync(stop))
                Interlocked.Add(ref accepted, await IngestLoad.SendAsync(client, batches.Next(rng, TimeProvider.System.GetUtcNow()), CancellationToken.None));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the probes are done
        }
    }
}
