using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Commands;

/// <summary>What <c>train</c> prints of a training that is done.</summary>
static class TrainText
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string ToJson(TrainingEntry entry) => JsonSerializer.Serialize(new
    {
        model = entry.Order.Model,
        name = entry.ModelName,
        hash = entry.Hash,
        training = entry.Number,
        dataset = entry.Order.Dataset,
        seed = entry.Order.Seed,
        from = entry.Account.Parent,
        replay = entry.Order.Replay,
        data = entry.Account.Data,
        users = entry.Account.Figures?.Cases,
        items = entry.Account.Figures?.Items,
        metrics = entry.Account.Figures?.Metrics,
        intervals = entry.Account.Figures?.Intervals.ToDictionary(pair => pair.Key, pair => new { ciLower = pair.Value.Lower, ciUpper = pair.Value.Upper }),
        classification = entry.Account.Figures?.Classification,
        curve = entry.Account.Curve,
        best = entry.Account.Best,
        trainSeconds = entry.Account.FitSeconds,
        device = entry.Account.Device,
        options = entry.Account.Options is { } options ? JsonSerializer.Deserialize<JsonElement>(options) : (JsonElement?)null,
        notes = entry.Account.Notes,
    }, Indented);

    public static string ToText(TrainingEntry entry)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{entry.ModelName} is trained in {entry.Account.FitSeconds:0.0} s and stands in the registry as a candidate (training {entry.Number})");
        if (entry.Account.Data is { } data)
            text.AppendLine(CultureInfo.InvariantCulture, $"{data.Interactions:N0} interactions of {data.Shoppers:N0} shoppers with {data.Items:N0} items; held out: {data.Split}");
        if (entry.Account is { Parent: { } parent, Curve.Count: > 0 } account) text.AppendLine(CultureInfo.InvariantCulture, $"From {parent}: pass {account.Best} of {account.Curve.Count} is the best by validation");
        if (entry.Account.Figures is { } figures)
        {
            foreach (var name in (string[])["ndcg@10", "hr@10", "recall@20", "mrr", "coverage@10"])
                text.AppendLine(figures.Intervals.TryGetValue(name, out var interval)
                    ? string.Create(CultureInfo.InvariantCulture, $"{name,-14} {interval.Value:0.0000}   ({interval.Lower:0.0000} to {interval.Upper:0.0000})")
                    : string.Create(CultureInfo.InvariantCulture, $"{name,-14} {figures.Metrics[name]:0.0000}"));
        }
        else text.AppendLine("It was not measured: no shopper has items enough to hold one out.");
        foreach (var note in entry.Account.Notes) text.AppendLine(note);
        text.Append("Promote it on the page /models, or with POST /api/v1/models/NAME/promote.");
        return text.ToString();
    }
}
