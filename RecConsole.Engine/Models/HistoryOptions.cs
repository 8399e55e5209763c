using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models;

/// <summary>How much of a shopper's history a model reads, and how it weighs it.</summary>
public sealed record HistoryOptions
{
    /// <summary>The latest interactions that are read. A server remembers <see cref="SessionState.MaxRecent"/>, so no model can be served more.</summary>
    public int Length { get; init; } = 50;

    /// <summary>Weight of an interaction relative to the one after it, in (0, 1].</summary>
    public float Decay { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Length is < 1 or > SessionState.MaxRecent) throw new ArgumentException($"Length is {Length}; a server remembers the latest {SessionState.MaxRecent} interactions, so it must lie between 1 and that.");
        if (!(Decay is > 0 and <= 1)) throw new ArgumentException($"Decay is {Decay}; it must be above 0 and at most 1.");
    }

    /// <summary>As an artifact keeps it: each item once, with its newest weight, whatever was done with it.</summary>
    internal EncoderOptions ToEncoder() => new()
    {
        MaxInteractions = Length,
        PositionDecay = Decay,
        Weights = new KindWeights { Purchase = 1, AddToCart = 1, Click = 1, View = 1, Rate = 1 },
        IsDistinct = true,
    };
}
