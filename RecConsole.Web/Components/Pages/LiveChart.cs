namespace RecConsole.Web.Components.Pages;

/// <summary>A chart of the live page; what it draws is decided under the same key in js/live-charts.js.</summary>
public sealed record LiveChart(string Key, string Title, string Hint)
{
    public static IReadOnlyList<LiveChart> All { get; } =
    [
        new("ctr", "Click-through rate", "Clicked over served items, trailing 5 min"),
        new("conversion", "Conversion", "Sessions with an order over sessions, trailing 5 min"),
        new("revenue", "Revenue per minute", "From slates, mean of the trailing 5 min"),
        new("requests", "Requests and events per second", "Whole server, trailing 10 s"),
        new("latency", "Latency of a slate, ms", "Whole server, p50 and p99 of the trailing minute"),
    ];
}
