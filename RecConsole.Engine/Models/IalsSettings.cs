namespace RecConsole.Engine.Models;

/// <summary>Hyperparameters of <see cref="IalsModel"/>, named as in its paper.</summary>
public sealed record IalsSettings : IModelSettings
{
    public int Dimensions { get; init; } = 64;

    public int Iterations { get; init; } = 16;

    /// <summary>The weight of what a shopper did not deal with, against 1 for what they did (alpha_0).</summary>
    public double UnobservedWeight { get; init; } = 0.1;

    /// <summary>lambda.</summary>
    public double Regularization { get; init; } = 0.003;

    /// <summary>nu: 0 regularises all alike, 1 by how often a shopper or an item occurs.</summary>
    public double RegularizationExponent { get; init; } = 1;

    /// <summary>Conjugate gradient steps of each solve while fitting, warm from the pass before (Takács, Pilászy and Tikk 2011).</summary>
    public int SolverSteps { get; init; } = 3;

    /// <summary>Standard deviation of the first factors, times the root of the dimensions (sigma*).</summary>
    public double InitialDeviation { get; init; } = 0.1;

    /// <summary>What the served encoder reads: the shopper's factors are solved for anew from it.</summary>
    public HistoryOptions History { get; init; } = new();

    /// <summary>lambda (|S| + alpha_0 N)^nu for a row that met <paramref name="met"/> of <paramref name="count"/> others.</summary>
    internal double Penalty(int met, int count) => Regularization * Math.Pow(met + UnobservedWeight * count, RegularizationExponent);

    public void Validate()
    {
        if (Dimensions is < 1 or > 1024) throw new ArgumentException($"Dimensions is {Dimensions}; it must lie between 1 and 1,024.");
        ModelOptions.ThrowIfBelowOne(Iterations, nameof(Iterations));
        ModelOptions.ThrowIfBelowOne(SolverSteps, nameof(SolverSteps));
        if (!(UnobservedWeight > 0)) throw new ArgumentException($"UnobservedWeight is {UnobservedWeight}; it must be above 0.");
        if (!(Regularization > 0)) throw new ArgumentException($"Regularization is {Regularization}; it must be above 0.");
        if (!(RegularizationExponent is >= 0 and <= 2)) throw new ArgumentException($"RegularizationExponent is {RegularizationExponent}; it must lie between 0 and 2.");
        if (!(InitialDeviation > 0)) throw new ArgumentException($"InitialDeviation is {InitialDeviation}; it must be above 0.");
        History.Validate();
    }
}
