using System.Globalization;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary>
/// What <c>bench rank</c> found. Times are of one product (the whole batch); <c>Ratio</c> is ours over the reference's
/// requests a second, in alternating slices of one run.
/// </summary>
public sealed record RankBenchReport(
    int Items, int Dim, int Columns, int Batch, int Top, string Device, double QueriesPerSecond, double P50Ms, double P99Ms, double Gflops,
    RankBenchReport.Yardstick Reference, double Ratio, double BuildMs, double SignalSwapMs, RefreshFigures Refresh)
{
    /// <summary>The bare product and top-k of ONNX Runtime: embeddings only, same items, batch and list length.</summary>
    public sealed record Yardstick(string Name, double QueriesPerSecond, double P50Ms);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Managed memory in 10^6 bytes of the whole set at this size: items, model, counters, columns.</summary>
    public double MemoryMb => Refresh.MemoryMb;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Items:N0} items x {Columns} columns ({Dim} of them the embedding), {Batch} requests a product, top {Top}, on {Device}
        ours       {QueriesPerSecond,9:N0} requests/s   p50 {P50Ms:0.000} ms   p99 {P99Ms:0.000} ms   {Gflops:0} GFLOP/s
        reference  {Reference.QueriesPerSecond,9:N0} requests/s   p50 {Reference.P50Ms:0.000} ms   {Reference.Name}
        ratio      {Ratio,9:0.00}
        catalogue built in {BuildMs:0} ms, signals swapped in {SignalSwapMs:0.0} ms
        the whole set: made in {Refresh.BuildMs:0} ms, refreshed in {Refresh.RefreshMs:0.0} ms, renewed after a change of an item in {Refresh.ChangeMs:0.0} ms, {MemoryMb:N0} MB
        """);
}
