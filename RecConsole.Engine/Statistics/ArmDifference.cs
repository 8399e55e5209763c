namespace RecConsole.Engine.Statistics;

/// <summary>The difference of two arms' means with its standard error: what all tests begin with.</summary>
/// <param name="DegreesOfFreedom">Welch-Satterthwaite, of the absolute difference.</param>
/// <param name="Units">Of both arms.</param>
public sealed record ArmDifference(double Value, double StandardError, double DegreesOfFreedom, long Units)
{
    /// <summary>Relative differences, of the control's baseline, by the delta method.</summary>
    public static Statistic<ArmDifference> Of(SampleMoments control, SampleMoments treatment, DifferenceKind kind)
    {
        if (control.Count < 2 || treatment.Count < 2) return NoStatistic.TooFewUnits;
        var (ofControl, ofTreatment) = (control.Variance / control.Count, treatment.Variance / treatment.Count);
        if (ofControl + ofTreatment <= 0) return NoStatistic.NoVariance;
        var freedom = Square(ofControl + ofTreatment) / (Square(ofControl) / (control.Count - 1) + Square(ofTreatment) / (treatment.Count - 1));
        var (value, units) = (treatment.Mean - control.Mean, control.Count + treatment.Count);
        if (kind == DifferenceKind.Absolute) return new ArmDifference(value, Math.Sqrt(ofControl + ofTreatment), freedom, units);
        if (control.Baseline == 0) return NoStatistic.ControlIsZero;
        var variance = RelativeVariance(control, treatment);
        if (!(variance > 0)) return NoStatistic.ArmIsZero; // value and variance of the arm are 0, and the control's part cancels
        return new ArmDifference(value / Math.Abs(control.Baseline), Math.Sqrt(variance), freedom, units);
    }

    /// <summary>Variance of the difference: absolute, or relative by the delta method.</summary>
    public static double Variance(SampleMoments control, SampleMoments treatment, DifferenceKind kind) =>
        kind == DifferenceKind.Absolute ? control.Variance / control.Count + treatment.Variance / treatment.Count : RelativeVariance(control, treatment);

    /// <summary>
    /// Of r = (m_t - m_c) / b: (Var m_t + Var m_c + r² Var b + 2 r Cov(m_c, b)) / b². Where the baseline is the control's own
    /// mean, that is the usual Var_t / n_t / m_c² + Var_c / n_c · m_t² / m_c⁴.
    /// </summary>
    static double RelativeVariance(SampleMoments control, SampleMoments treatment)
    {
        var r = (treatment.Mean - control.Mean) / control.Baseline;
        var ofControl = control.Variance + r * r * control.BaselineVariance + 2 * r * control.BaselineCovariance;
        return (treatment.Variance / treatment.Count + ofControl / control.Count) / Square(control.Baseline);
    }

    static double Square(double x) => x * x;
}
