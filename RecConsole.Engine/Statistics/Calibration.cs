using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Statistics;

/// <summary>
/// In: how many experiments to simulate. Out: how often the tests of this folder did what they promise: false alarms where
/// nothing differs, at one look and over many, and intervals that hold a known effect. The same for the same seed, on any
/// number of threads.
/// </summary>
public sealed record Calibration(int Runs, ulong Seed)
{
    public const double Alpha = 0.05;
    public const int Looks = 200;

    /// <summary>Of the effect that intervals should hold.</summary>
    public const double Lift = 0.1;

    /// <summary>Correlations of metric and covariate at which CUPED is measured.</summary>
    public static readonly double[] Correlations = [0.3, 0.6, 0.9];

    /// <summary>Units an arm of an experiment with one look.</summary>
    public int Units { get; init; } = 1000;

    /// <summary>Units that both arms gain from look to look.</summary>
    public int UnitsPerLook { get; init; } = 25;

    /// <summary>Units of both arms at which sequences are tightest.</summary>
    double Tuning => UnitsPerLook * 2.0 * Looks / 2;

    public CalibrationReport Run(CancellationToken cancellation = default)
    {
        var (once, flat) = OneLook(cancellation);
        var (often, peeked) = ManyLooks(cancellation);
        return new CalibrationReport(this, [.. once, .. often, .. ManyLooksAtShares(cancellation)], Gains(cancellation), peeked, flat);
    }

    /// <summary>What CUPED takes of the variance at each of <see cref="Correlations"/>.</summary>
    CupedGain[] Gains(CancellationToken cancellation) => [.. Correlations.Select((correlation, place) =>
    {
        var (raw, adjusted, claimed) = (new double[Runs], new double[Runs], new double[Runs]);
        ForEachRun(10 + (ulong)place, cancellation, (run, rng) =>
        {
            var (a, b) = (default(SimulatedArm), default(SimulatedArm));
            for (var unit = 0; unit < Units; unit++)
            {
                a.Add(rng, 0, correlation);
                b.Add(rng, 0, correlation);
            }
            var (of, with) = Cuped(a, b);
            raw[run] = b.Adjusted.Metric.Mean - a.Adjusted.Metric.Mean;
            adjusted[run] = with.Mean - of.Mean;
            claimed[run] = 1 - ArmDifference.Variance(of, with, DifferenceKind.Absolute) / ArmDifference.Variance(a.Adjusted.Metric.Moments, b.Adjusted.Metric.Moments, DifferenceKind.Absolute);
        });
        return new CupedGain(correlation, claimed.Average(), 1 - VarianceOf(adjusted) / VarianceOf(raw));
    })];

    (IEnumerable<CalibrationCheck> Checks, int ViewsAsUnits) OneLook(CancellationToken cancellation)
    {
        string[] alarms = ["Welch, skewed amount", "two proportions", "ratio by the delta method", "CUPED, correlation 0.6"];
        string[] held = ["absolute, Welch", "absolute, two proportions", "relative, Welch", "relative, two rates"];
        var (alarmed, covered, flat) = (new int[alarms.Length], new int[held.Length], 0);
        ForEachRun(1, cancellation, (_, rng) =>
        {
            var (a, b, c) = (default(SimulatedArm), default(SimulatedArm), default(SimulatedArm));
            for (var unit = 0; unit < Units; unit++)
            {
                a.Add(rng, 0, 0.6);
                b.Add(rng, 0, 0.6);
                c.Add(rng, Lift, 0.6);
            }
            var (of, with) = Cuped(a, b);
            Count(alarmed, 0, Alarms(WelchTest.Run(a.Amounts.Moments, b.Amounts.Moments, DifferenceKind.Absolute)));
            Count(alarmed, 1, Alarms(TwoProportionTest.Run(a.Successes, Units, b.Successes, Units)));
            Count(alarmed, 2, Alarms(WelchTest.Run(a.RatioMoments, b.RatioMoments, DifferenceKind.Absolute)));
            Count(alarmed, 3, Alarms(WelchTest.Run(of, with, DifferenceKind.Absolute)));
            if (Alarms(TwoProportionTest.Run(a.Flat.Clicks, a.Flat.Views, b.Flat.Clicks, b.Flat.Views))) Interlocked.Increment(ref flat);
            Count(covered, 0, Holds(WelchTest.Run(a.Amounts.Moments, c.Amounts.Moments, DifferenceKind.Absolute), Lift * SimulatedArm.MeanAmount));
            Count(covered, 1, Holds(TwoProportionTest.Run(a.Successes, Units, c.Successes, Units), Lift * SimulatedArm.Rate));
            Count(covered, 2, Holds(WelchTest.Run(a.Amounts.Moments, c.Amounts.Moments, DifferenceKind.Relative), Lift));
            Count(covered, 3, Holds(WelchTest.Run(a.RateMoments, c.RateMoments, DifferenceKind.Relative), Lift));
        });
        return (alarms.Select((name, i) => new CalibrationCheck($"false alarms at one look: {name}", Runs, alarmed[i], Alpha, IsCeiling: false))
            .Concat(held.Select((name, i) => new CalibrationCheck($"interval holds the effect at one look: {name}", Runs, covered[i], 1 - Alpha, IsCeiling: false))), flat);
    }

    (IEnumerable<CalibrationCheck> Checks, int Peeked) ManyLooks(CancellationToken cancellation)
    {
        string[] alarms = ["skewed amount", "rate", "ratio by the delta method", "CUPED, correlation 0.6"];
        string[] held = ["absolute", "relative"];
        var (alarmed, covered, peeked) = (new int[alarms.Length], new int[held.Length], 0);
        ForEachRun(2, cancellation, (_, rng) =>
        {
            var (a, b, c) = (default(SimulatedArm), default(SimulatedArm), default(SimulatedArm));
            var (ever, missed, peek) = (new bool[alarms.Length], new bool[held.Length], false);
            for (var look = 0; look < Looks; look++)
            {
                for (var unit = 0; unit < UnitsPerLook; unit++)
                {
                    a.Add(rng, 0, 0.6);
                    b.Add(rng, 0, 0.6);
                    c.Add(rng, Lift, 0.6);
                }
                var (of, with) = Cuped(a, b);
                ever[0] |= Alarms(Sequence(a.Amounts.Moments, b.Amounts.Moments));
                ever[1] |= Alarms(Sequence(a.RateMoments, b.RateMoments));
                ever[2] |= Alarms(Sequence(a.RatioMoments, b.RatioMoments));
                ever[3] |= Alarms(Sequence(of, with));
                peek |= ArmDifference.Of(a.Amounts.Moments, b.Amounts.Moments, DifferenceKind.Absolute).Value is { } found && Math.Abs(found.Value) > Interval.Z95 * found.StandardError;
                missed[0] |= !Holds(Sequence(a.Amounts.Moments, c.Amounts.Moments), Lift * SimulatedArm.MeanAmount);
                missed[1] |= !Holds(Sequence(a.Amounts.Moments, c.Amounts.Moments, DifferenceKind.Relative), Lift);
            }
            for (var i = 0; i < ever.Length; i++) Count(alarmed, i, ever[i]);
            for (var i = 0; i < missed.Length; i++) Count(covered, i, !missed[i]);
            if (peek) Interlocked.Increment(ref peeked);
        });
        return (alarms.Select((name, i) => new CalibrationCheck($"false alarms ever, {Looks} looks: {name}", Runs, alarmed[i], Alpha, IsCeiling: true))
            .Concat(held.Select((name, i) => new CalibrationCheck($"sequence holds the effect at all {Looks} looks: {name}", Runs, covered[i], 1 - Alpha, IsCeiling: true))), peeked);
    }

    IEnumerable<CalibrationCheck> ManyLooksAtShares(CancellationToken cancellation)
    {
        var (equal, uneven) = (0, 0);
        ForEachRun(3, cancellation, (_, rng) =>
        {
            var (two, three) = (new long[2], new long[3]);
            var (first, second) = (false, false);
            for (var look = 0; look < Looks; look++)
            {
                for (var unit = 0; unit < 2 * UnitsPerLook; unit++)
                {
                    two[rng.NextInt(2)]++;
                    three[rng.NextDouble() switch { < 0.8 => 0, < 0.9 => 1, _ => 2 }]++;
                }
                first |= SampleRatioTest.AnytimeValue(two, [1, 1]) < Alpha;
                second |= SampleRatioTest.AnytimeValue(three, [8, 1, 1]) < Alpha;
            }
            if (first) Interlocked.Increment(ref equal);
            if (second) Interlocked.Increment(ref uneven);
        });
        yield return new CalibrationCheck($"false alarms ever, {Looks} looks: sample ratio, 1 to 1", Runs, equal, Alpha, IsCeiling: true);
        yield return new CalibrationCheck($"false alarms ever, {Looks} looks: sample ratio, 8 to 1 to 1", Runs, uneven, Alpha, IsCeiling: true);
    }

    Statistic<TestResult> Sequence(SampleMoments a, SampleMoments b, DifferenceKind kind = DifferenceKind.Absolute) => ConfidenceSequence.Run(a, b, kind, alpha: Alpha, tuning: Tuning);

    static (SampleMoments Control, SampleMoments Treatment) Cuped(in SimulatedArm a, in SimulatedArm b)
    {
        var theta = CovariateSums.Theta(a.Adjusted, b.Adjusted);
        return (a.Adjusted.Adjusted(theta), b.Adjusted.Adjusted(theta));
    }

    /// <summary>No statistic, no alarm: an arm in which nothing has happened yet.</summary>
    static bool Alarms(Statistic<TestResult> found) => found.Value is { PValue: < Alpha };

    static bool Holds(Statistic<TestResult> found, double truth) => found.Value is not { } test || (test.Lower <= truth && truth <= test.Upper);

    static void Count(int[] counts, int place, bool happened)
    {
        if (happened) Interlocked.Increment(ref counts[place]);
    }

    void ForEachRun(ulong stream, CancellationToken cancellation, Action<int, Rng> simulate)
    {
        var seeds = new Rng(Seed).Fork(stream);
        Parallel.For(0, Runs, new ParallelOptions { CancellationToken = cancellation }, run => simulate(run, seeds.Fork((ulong)run)));
    }

    static double VarianceOf(double[] values) => values.Aggregate(default(MeanSums), (sums, value) => sums.Add(value)).Variance;
}
