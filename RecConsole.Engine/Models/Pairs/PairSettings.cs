namespace RecConsole.Engine.Models.Pairs;

/// <summary>What all models of pairs of a shopper and an item can be told.</summary>
public abstract record PairSettings : IModelSettings
{
    public int Dimensions { get; init; } = 64;

    public int Epochs { get; init; } = 60;

    /// <summary>Pairs of a step.</summary>
    public int BatchSize { get; init; } = 1024;

    public double LearningRate { get; init; } = 0.002;

    /// <summary>Items that each pair is held against; none of them did the shopper deal with.</summary>
    public int Negatives { get; init; } = 1;

    /// <summary>lambda: of the squared lengths of what a pair looks up, which its loss is raised by.</summary>
    public double Regularization { get; init; } = 0.0001;

    /// <summary>What the served encoder reads.</summary>
    public HistoryOptions History { get; init; } = new();

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public virtual void Validate()
    {
        if (Dimensions is < 1 or > 1024) throw new ArgumentException($"Dimensions is {Dimensions}; it must lie between 1 and 1,024.");
        if (Epochs < 1) throw new ArgumentException($"Epochs is {Epochs}; it must be 1 or more.");
        if (BatchSize < 1) throw new ArgumentException($"BatchSize is {BatchSize}; it must be 1 or more.");
        if (Negatives < 1) throw new ArgumentException($"Negatives is {Negatives}; it must be 1 or more.");
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) throw new ArgumentException($"LearningRate is {LearningRate}; it must be above 0.");
        if (!(Regularization >= 0 && double.IsFinite(Regularization))) throw new ArgumentException($"Regularization is {Regularization}; it must be 0 or more.");
        History.Validate();
    }
}
