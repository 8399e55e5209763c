using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench train</c> found.</summary>
/// <param name="Targets">Interactions that a pass predicts: what padding does not count to.</param>
/// <param name="SecondsPerEpoch">Median of the passes.</param>
/// <param name="SamplesPerSecond">Targets a second.</param>
public sealed record TrainBenchReport(string Model, int Shoppers, int Items, long Targets, int Epochs, double SecondsPerEpoch, double LeastSeconds, double MostSeconds, double SamplesPerSecond, string Device, JsonObject Options)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Model}, {Shoppers:N0} shoppers, {Items:N0} items, {Targets:N0} targets a pass, {Epochs} passes on the {Device}
        options  {Options.ToJsonString()}
        a pass   {SecondsPerEpoch,8:0.00} s   ({LeastSeconds:0.00} to {MostSeconds:0.00})
        targets  {SamplesPerSecond,8:N0} a second
        """);
}
