namespace RecConsole.Engine.Models;

/// <summary>How a session's latest interactions are weighed against each other.</summary>
public sealed record EncoderOptions
{
    /// <summary>Interactions that are read, the latest; items that the model does not know do not count.</summary>
    public int MaxInteractions { get; init; } = 20;

    /// <summary>Weight of an interaction relative to the one after it, in (0, 1].</summary>
    public float PositionDecay { get; init; } = 0.85f;

    public KindWeights Weights { get; init; } = new();

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxInteractions);
        if (!(PositionDecay is > 0 and <= 1)) throw new ArgumentException($"PositionDecay is {PositionDecay}; it must be above 0 and at most 1.");
        Weights.Validate();
    }
}
