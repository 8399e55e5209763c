namespace RecConsole.Engine.Statistics;

/// <summary>An estimate with its interval.</summary>
public readonly record struct Interval(double Value, double Lower, double Upper)
{
    /// <summary>Half-width of 95 % of a standard normal.</summary>
    public const double Z95 = 1.959963984540054;

    public static Interval Of(double value, double standardError) => new(value, value - Z95 * standardError, value + Z95 * standardError);

    /// <summary>The same as a share of something else, itself taken as known.</summary>
    public Interval RelativeTo(double whole) => new(Value / whole, Lower / whole, Upper / whole);
}
