namespace RecConsole.Engine.Statistics;

/// <summary>What a <see cref="Calibration"/> found.</summary>
/// <param name="Peeked">For comparison: runs in which a test for one look, looked at as often as a sequence, would have alarmed.</param>
/// <param name="ViewsAsUnits">For comparison: runs in which the test of a ratio would have alarmed that takes views for units.</param>
public sealed record CalibrationReport(Calibration Of, IReadOnlyList<CalibrationCheck> Checks, IReadOnlyList<CupedGain> Cuped, int Peeked, int ViewsAsUnits);

/// <summary>What CUPED takes of a difference's variance.</summary>
/// <param name="Claimed">Mean of what the analysis says.</param>
/// <param name="Real">By how the differences of the runs really spread.</param>
public sealed record CupedGain(double Correlation, double Claimed, double Real)
{
    /// <summary>ρ², by Deng, Xu, Kohavi and Walker 2013.</summary>
    public double Expected => Correlation * Correlation;
}
