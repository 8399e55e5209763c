namespace RecConsole.Engine.Statistics;

/// <summary>How often something happened in simulated experiments, beside how often it should.</summary>
/// <param name="Promised">Share of runs.</param>
/// <param name="IsCeiling">The share may be smaller: what holds at every look has slack at any number of them.</param>
public sealed record CalibrationCheck(string Name, int Runs, int Count, double Promised, bool IsCeiling)
{
    /// <summary>Chance that a right statistic fails one check.</summary>
    public const double Alpha = 0.001;

    public double Share => Count / (double)Runs;

    /// <summary>Counts that a right statistic keeps to.</summary>
    public BinomialBounds Bounds
    {
        get
        {
            var exact = BinomialBounds.Of(Runs, Promised, Alpha);
            return !IsCeiling ? exact : Promised > 0.5 ? exact with { Most = Runs } : exact with { Least = 0 };
        }
    }

    public bool Passes => Bounds.Hold(Count);
}
