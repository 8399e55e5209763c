using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// What the tests read of one metric of one arm: mergeable sums over its units, with those of the time before beside them.
/// Values of a mean above its cut count as the cut (winsorizing): one basket must not decide.
/// </summary>
public sealed class MetricSums(MetricKind kind)
{
    CovariateSums values;
    RatioSums now, before;
    double mp, mq, dp, dq;
    WeightedSums? weighted;

    public long Units => values.Count;

    /// <summary>Sum of the values (of a ratio the numerator).</summary>
    public double Total => values.Y;

    /// <summary>Units whose value is not 0.</summary>
    public long Active { get; private set; }

    public double Largest { get; private set; }

    public void Add(in UnitValue unit, double cut = double.PositiveInfinity)
    {
        var value = Math.Min(unit.Value, cut);
        values = values.Add(value, Math.Min(unit.PastValue, cut));
        if (kind == MetricKind.Ratio)
        {
            now = now.Add(unit.Value, unit.Denominator);
            before = before.Add(unit.PastValue, unit.PastDenominator);
            mp += unit.Value * unit.PastValue;
            mq += unit.Value * unit.PastDenominator;
            dp += unit.Denominator * unit.PastValue;
            dq += unit.Denominator * unit.PastDenominator;
        }
        if (value != 0) Active++;
        Largest = Math.Max(Largest, value);
    }

    /// <summary>One value a unit.</summary>
    public MeanSums Values => values.Metric;

    /// <summary>Whether units came with different probabilities, which the moments take into account and the counts do not.</summary>
    public bool IsWeighted => weighted is not null;

    /// <summary>The sums of one arm over periods in which it had different shares.</summary>
    public static MetricSums OfPeriods(MetricKind kind, IEnumerable<(MetricSums Units, double Share)> periods)
    {
        var all = new MetricSums(kind) { weighted = default(WeightedSums) };
        foreach (var (units, share) in periods)
        {
            (all.values, all.now) = (all.values.Merge(units.values), all.now.Merge(units.now));
            (all.Active, all.Largest) = (all.Active + units.Active, Math.Max(all.Largest, units.Largest));
            all.weighted = kind == MetricKind.Ratio ? all.weighted.Value.Add(units.now, share) : all.weighted.Value.Add(units.Values, share);
        }
        return all;
    }

    /// <summary>Null where there are fewer than two units, or a ratio has no denominator.</summary>
    public SampleMoments? Moments => weighted is { } sums ? sums.Moments : ToArm("").Moments(kind);

    /// <summary>Of the time before; null for a ratio, whose arms are compared by their values then.</summary>
    public SampleMoments Past => values.Covariate.Moments;

    public ArmSums ToArm(string name) => new(name, values, now);

    /// <summary>The moments of both with what the time before explains taken out (CUPED); null where it explains nothing.</summary>
    public static (SampleMoments Control, SampleMoments Treatment)? Adjusted(MetricKind kind, MetricSums control, MetricSums treatment)
    {
        if (control.Units < 2 || treatment.Units < 2 || control.IsWeighted) return null;
        if (kind == MetricKind.Ratio)
        {
            var (a, b) = (control.RatioCovariates, treatment.RatioCovariates);
            return RatioCovariateSums.Theta(a, b) is { } ratioTheta and not 0 && a.Adjusted(ratioTheta) is { } first && b.Adjusted(ratioTheta) is { } second ? (first, second) : null;
        }
        var theta = CovariateSums.Theta(control.values, treatment.values);
        if (theta == 0) return null;
        var center = control.values.Covariate.Merge(treatment.values.Covariate).Mean;
        return (control.values.Adjusted(theta, center), treatment.values.Adjusted(theta, center));
    }

    RatioCovariateSums RatioCovariates => new(values.Count, now, before, mp, mq, dp, dq);
}
