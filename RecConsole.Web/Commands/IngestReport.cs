using System.Globalization;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench ingest</c> found.</summary>
/// <param name="Lost">Acknowledged events that are not in the log; anything but 0 is a defect.</param>
/// <param name="VisibleP99Ms">From sending a purchase to the first slate that leaves the bought item out, at a light load.</param>
public sealed record IngestReport(
    IngestFigures Ordered, long Lost, double VisibleP99Ms, int BatchSize, int Connections, IngestFigures Random, long RandomLost)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(new
    {
        Ordered.EventsPerSecond,
        Ordered.P50Ms,
        Ordered.P99Ms,
        Ordered.Accepted,
        Lost,
        VisibleP99Ms,
        Ordered.ServerMicrosPerEvent,
        BatchSize,
        Connections,
        RandomIds = new { Random.EventsPerSecond, Random.P50Ms, Random.P99Ms, Random.Accepted, Lost = RandomLost, Random.ServerMicrosPerEvent },
    }, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture,
        $"""
        Batches of {BatchSize} events on {Connections} connections, load generator on this machine
        time-ordered ids  {Ordered.EventsPerSecond,10:N0} durable events/s, a batch {Ordered.P50Ms:F1} ms (p99 {Ordered.P99Ms:F1} ms), {Ordered.ServerMicrosPerEvent:F1} µs of the server's processor an event, {Ordered.Accepted:N0} accepted, {Lost} lost
        random ids        {Random.EventsPerSecond,10:N0} durable events/s, a batch {Random.P50Ms:F1} ms (p99 {Random.P99Ms:F1} ms), {Random.ServerMicrosPerEvent:F1} µs of the server's processor an event, {Random.Accepted:N0} accepted, {RandomLost} lost
        visible in the next slate after {VisibleP99Ms:F1} ms (p99)
        """);
}

/// <summary>One load.</summary>
/// <param name="P50Ms">Of one request, from sending to the receipt.</param>
/// <param name="Accepted">Events that were acknowledged as new.</param>
public sealed record IngestFigures(double EventsPerSecond, double P50Ms, double P99Ms, long Accepted)
{
    /// <summary>Processor time of the server: the figure to compare where other work shares the machine.</summary>
    public double ServerMicrosPerEvent { get; init; }
}
