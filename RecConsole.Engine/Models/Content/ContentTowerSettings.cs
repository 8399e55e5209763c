namespace RecConsole.Engine.Models.Content;

/// <summary>Hyperparameters of <see cref="ContentTower"/>.</summary>
public sealed record ContentTowerSettings
{
    /// <summary>Width between attributes and embedding.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Known items that are drawn to learn from, at most: with more a fit takes minutes.</summary>
    public int MostItems { get; init; } = 20_000;

    /// <summary>At most; it ends earlier where held-out items are not met better any more.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Passes without a better one before it ends.</summary>
    public int Patience { get; init; } = 10;

    public int BatchSize { get; init; } = 128;

    public double LearningRate { get; init; } = 0.003;

    public double Dropout { get; init; } = 0.3;

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Of the known items, to choose the pass by and to say how much is explained.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Hidden);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostItems, ContentTower.LeastItems);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) throw new ArgumentException($"LearningRate is {LearningRate}; it must be above 0.");
        if (Dropout is not (>= 0 and < 1)) throw new ArgumentException($"Dropout is {Dropout}; it must be 0 or more and below 1.");
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) throw new ArgumentException($"WeightDecay is {WeightDecay}; it must be 0 or more.");
        if (HeldOutShare is not (> 0 and < 1)) throw new ArgumentException($"HeldOutShare is {HeldOutShare}; it must lie between 0 and 1.");
    }
}
