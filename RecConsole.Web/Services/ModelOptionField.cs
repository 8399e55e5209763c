using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Services;

/// <summary>One option of a model as a form shows it.</summary>
/// <param name="Default">As text; what the field holds at first.</param>
/// <param name="Words">What it does; null where nothing is known of it but its name.</param>
public sealed record ModelOptionField(string Name, string Default, JsonValueKind Kind, string? Words)
{
    static readonly Dictionary<string, string> Explanations = new(StringComparer.Ordinal)
    {
        ["batchSize"] = "Histories of a step",
        ["blocks"] = "Transformer blocks, one upon the other",
        ["calibration"] = "How much of the overconfidence of drawn negatives is undone, 0 to 1",
        ["contextSmoothing"] = "Below 1 takes from rare items the association that chance gives them",
        ["dimensions"] = "Numbers that describe an item: more fit finer, cost memory and time",
        ["dropout"] = "Share that is set to 0 while it learns, against learning by heart",
        ["epochs"] = "Passes over the data, at most: it ends when the validation stays no better",
        ["heads"] = "Ways to attend at once; must divide the dimensions",
        ["hiddenFactor"] = "Width between the blocks, in widths of an item",
        ["initialDeviation"] = "Spread of the first factors",
        ["inverseUserFrequency"] = "Whether shoppers of many items count less",
        ["iterations"] = "Alternations of shoppers and items",
        ["learningRate"] = "Length of a step: too large and the loss leaps, too small and it crawls",
        ["length"] = "Latest interactions that are read",
        ["loss"] = "What is made small: softmax, sampled, binary or generalised",
        ["negatives"] = "Other items drawn in each step",
        ["neighbourSessionWeight"] = "Weight of items in neighbouring visits, against 1 in the same",
        ["neighbours"] = "Other items kept for each item",
        ["regularization"] = "More keeps the factors small, against learning by heart",
        ["regularizationExponent"] = "0 regularises all alike, 1 by how often an item occurs",
        ["rules"] = "Other items kept for each item",
        ["shift"] = "1 keeps all associations; more drops the weak",
        ["shrink"] = "Takes from similarities that few shoppers support",
        ["singularValuePower"] = "Share of the strength that goes to items",
        ["solverSteps"] = "Steps of each solve",
        ["steps"] = "How far apart two items may stand in a history",
        ["unobservedWeight"] = "Weight of what a shopper did not touch, against 1 for what they did",
        ["window"] = "Lines of a visit that count as company",
        ["workers"] = "Parts of a batch learned at once; belongs to the result",
    };

    /// <summary>The options of a model that one field can hold; nested ones are written as name=value.</summary>
    public static IReadOnlyList<ModelOptionField> Of(string key) =>
    [
        .. ModelDefaults.Of(key).Where(pair => pair.Value is JsonValue).Select(pair => new ModelOptionField(
            pair.Key, pair.Value!.GetValueKind() == JsonValueKind.String ? pair.Value.GetValue<string>() : pair.Value.ToJsonString(), pair.Value.GetValueKind(), Explanations.GetValueOrDefault(pair.Key))),
    ];

    /// <summary>What was typed as JSON; null with the reason where it does not do.</summary>
    public JsonNode? Read(string text, out string? problem)
    {
        problem = null;
        text = text.Trim();
        if (Kind == JsonValueKind.Number)
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return JsonValue.Create(number);
            problem = $"{Name} is '{text}'; it is a number such as {Default}.";
            return null;
        }
        if (Kind is not (JsonValueKind.True or JsonValueKind.False)) return JsonValue.Create(text);
        if (bool.TryParse(text, out var flag)) return JsonValue.Create(flag);
        problem = $"{Name} is '{text}'; it is true or false.";
        return null;
    }
}
