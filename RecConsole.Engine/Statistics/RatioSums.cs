namespace RecConsole.Engine.Statistics;

/// <summary>
/// Mergeable sums of pairs (x, y), one pair an independent unit, for the ratio Σx / Σy and its standard error by the delta
/// method: the residual x - R·y of a unit, its standard deviation over √n, by the mean of y (Deng, Knoblich and Lu, KDD 2018).
/// </summary>
public readonly record struct RatioSums(long Count, double X, double Y, double Xx, double Xy, double Yy)
{
    public RatioSums Add(double x, double y) => new(Count + 1, X + x, Y + y, Xx + x * x, Xy + x * y, Yy + y * y);

    public RatioSums Merge(RatioSums other) =>
        new(Count + other.Count, X + other.X, Y + other.Y, Xx + other.Xx, Xy + other.Xy, Yy + other.Yy);

    /// <summary>Σx / Σy, or null when Σy is 0.</summary>
    public double? Ratio => Y != 0 ? X / Y : null;

    /// <summary>Null with fewer than two units, or when Σy is 0.</summary>
    public double? StandardError
    {
        get
        {
            if (Count < 2 || Ratio is not { } r) return null;
            // Σ(x - R·y) is 0 by the choice of R, so its mean square is its variance
            var residual = Math.Max(0, Xx - 2 * r * Xy + r * r * Yy) / (Count - 1);
            return Math.Sqrt(residual / Count) / Math.Abs(Y / Count);
        }
    }

    /// <summary>The ratio with its 95 % interval, or null where there is no standard error.</summary>
    public Interval? Interval95 => StandardError is { } error ? Interval.Of(Ratio!.Value, error) : null;
}
