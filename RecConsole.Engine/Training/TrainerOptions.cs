namespace RecConsole.Engine.Training;

/// <summary>How a training is watched and when it ends.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes without a better validation after which it ends early.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A validation after every so many passes, and after the last.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Patience < 1) throw new ArgumentException($"Patience is {Patience}; it must be 1 or more.");
        if (ValidateEvery < 1) throw new ArgumentException($"ValidateEvery is {ValidateEvery}; it must be 1 or more.");
    }
}
