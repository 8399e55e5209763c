using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>
/// Which of a shopper's interactions an encoder reads, and how they are weighed against each other. What was added after the
/// first models were stored is written only where it differs from its default, so that their hashes stay.
/// </summary>
public sealed record EncoderOptions
{
    /// <summary>Interactions that are read, the latest; items that the model does not know do not count.</summary>
    public int MaxInteractions { get; init; } = 20;

    /// <summary>Weight of an interaction relative to the one after it, in (0, 1].</summary>
    public float PositionDecay { get; init; } = 0.85f;

    public KindWeights Weights { get; init; } = new();

    /// <summary>Whether an item counts once, as it was met last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDistinct { get; init; }

    /// <summary>Whether the graph also answers for shoppers of whom nothing is known; else their u is zero, whatever it gives.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnswersUnknown { get; init; }

    /// <summary>M: items that the graph of a click model gives; 0 for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Reach { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        ModelOptions.ThrowIfBelowOne(MaxInteractions, nameof(MaxInteractions));
        if (!(PositionDecay is > 0 and <= 1)) throw new ArgumentException($"PositionDecay is {PositionDecay}; it must be above 0 and at most 1.");
        Weights.Validate();
    }
}
