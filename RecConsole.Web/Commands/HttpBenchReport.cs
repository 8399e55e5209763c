using System.Globalization;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench http</c> found: medians of its runs; <c>Ratio</c> is the median of the runs' ratios, each with the reference beside it.</summary>
public sealed record HttpBenchReport(
    int Items, int Dim, int Connections, IReadOnlyList<HttpLoadFigures> Runs, IReadOnlyList<HttpLoadFigures> ReferenceRuns)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    double[] Ratios => [.. Runs.Zip(ReferenceRuns, (ours, theirs) => ours.RequestsPerSecond / theirs.RequestsPerSecond)];

    public string ToJson() => JsonSerializer.Serialize(new
    {
        Items,
        Dim,
        Connections,
        RequestsPerSecond = Median(Runs, run => run.RequestsPerSecond),
        P50Ms = Median(Runs, run => run.P50Ms),
        P99Ms = Median(Runs, run => run.P99Ms),
        Errors = Runs.Sum(run => run.Errors),
        Degraded = Runs.Sum(run => run.Degraded),
        BytesPerRequest = Median(Runs, run => run.BytesPerRequest),
        ProcessorMicrosPerRequest = Median(Runs, run => run.ProcessorMicrosPerRequest),
        Reference = new
        {
            Name = "plain POST on Kestrel, body and answer of the same size",
            RequestsPerSecond = Median(ReferenceRuns, run => run.RequestsPerSecond),
            P99Ms = Median(ReferenceRuns, run => run.P99Ms),
            BytesPerRequest = Median(ReferenceRuns, run => run.BytesPerRequest),
            ProcessorMicrosPerRequest = Median(ReferenceRuns, run => run.ProcessorMicrosPerRequest),
        },
        Ratio = Median(Ratios),
        Ratios,
        Runs,
        ReferenceRuns,
    }, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {Items:N0} items x {Dim}, {Connections} keep-alive connections, the encoder runs for each request, load generator on this machine
        slates     {Row(Runs)}, {Runs.Sum(run => run.Errors)} errors, {Runs.Sum(run => run.Degraded)} degraded
        plain POST {Row(ReferenceRuns)}
        ratio      {Median(Ratios),8:0.000} ({Ratios.Min():0.000} to {Ratios.Max():0.000})
        """);

    static string Row(IReadOnlyList<HttpLoadFigures> runs) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(runs, run => run.RequestsPerSecond),8:N0} requests/s ({runs.Min(run => run.RequestsPerSecond):N0} to {runs.Max(run => run.RequestsPerSecond):N0}), p50 {Median(runs, run => run.P50Ms):0.0} ms, p99 {Median(runs, run => run.P99Ms):0.0} ms ({runs.Min(run => run.P99Ms):0.0} to {runs.Max(run => run.P99Ms):0.0}), {Median(runs, run => run.BytesPerRequest):N0} bytes allocated and {Median(runs, run => run.ProcessorMicrosPerRequest):N0} µs of processor a request");

    static double Median(IEnumerable<HttpLoadFigures> runs, Func<HttpLoadFigures, double> figure) => Median([.. runs.Select(figure)]);

    static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
