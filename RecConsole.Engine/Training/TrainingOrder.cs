using System.Text.Json.Nodes;

namespace RecConsole.Engine.Training;

/// <summary>What somebody wants to have trained.</summary>
/// <param name="Model">A key of the zoo.</param>
public sealed record TrainingOrder(string Model)
{
    /// <summary>FORMAT:PATH of the data; null for the shop's own log. What is trained on other data is measured and kept, and never serves.</summary>
    public string? Dataset { get; init; }

    /// <summary>What differs from the model's defaults.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Passes, of a model that learns in passes; null for its default.</summary>
    public int? Epochs { get; init; }

    /// <summary>Of the fit, the shoppers that are held out and the intervals.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Name of the model of this kind that it goes on from, or <see cref="Serving"/>; null begins from chance.</summary>
    public string? From { get; init; }

    /// <summary>Where it goes on: the part of a pass that is drawn from what the model has learned from before, 0 to 1; null for a half.</summary>
    public double? Replay { get; init; }

    /// <summary>Says <see cref="From"/> the model that serves.</summary>
    public const string Serving = "serving";

    /// <summary>Why, where nobody asked: the schedule, or figures that fell.</summary>
    public string? Cause { get; init; }
}
