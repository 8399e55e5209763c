namespace RecConsole.Engine.Statistics;

/// <summary>Mergeable sums of one value a unit.</summary>
public readonly record struct MeanSums(long Count, double Sum, double SumOfSquares)
{
    public MeanSums Add(double value) => new(Count + 1, Sum + value, SumOfSquares + value * value);

    public MeanSums Merge(MeanSums other) => new(Count + other.Count, Sum + other.Sum, SumOfSquares + other.SumOfSquares);

    public double Mean => Count == 0 ? 0 : Sum / Count;

    /// <summary>With n - 1; 0 with fewer than two units.</summary>
    public double Variance => Count < 2 ? 0 : Math.Max(0, SumOfSquares - Sum * Sum / Count) / (Count - 1);

    public SampleMoments Moments => new(Count, Mean, Variance);
}
