using MathNet.Numerics.Distributions;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>What interleaved sessions say of two strategies.</summary>
/// <param name="Preference">
/// (wins of B + ties / 2) / sessions - 1/2, from -1/2 to 1/2 (Chapelle, Joachims, Radlinski and Yue 2012, "Large-scale validation and
/// analysis of interleaved search evaluation", eq. 1), with a normal interval.
/// </param>
/// <param name="SignPValue">Two-sided, exact binomial over the sessions that are not tied; at one look.</param>
/// <param name="SequentialSignPValue">The same at any look: its running minimum counts (Lindon and Malek 2022).</param>
/// <param name="Mean">B's credit less A's in a session: t-test at one look. Null without two sessions that differ.</param>
/// <param name="SequentialMean">The same at every look.</param>
public sealed record InterleavingResult(InterleavingSums Sums, Interval Preference, double SignPValue, double SequentialSignPValue, TestResult? Mean, TestResult? SequentialMean)
{
    /// <summary>The preference at every look; null without two sessions that differ.</summary>
    public TestResult? SequentialPreference { get; init; }

    /// <summary>The share that B won of the sessions that preferred one, exact, at one look: one half is outside where <see cref="SignPValue"/> rejects it. Null where none did.</summary>
    public Interval? WinShare { get; init; }

    /// <summary>The same at every look: one half is outside where <see cref="SequentialSignPValue"/> rejects it.</summary>
    public Interval? SequentialWinShare { get; init; }

    /// <param name="tuning">Sessions at which the sequence is to be tightest; chosen before the test.</param>
    /// <exception cref="ArgumentException">There is no session.</exception>
    public static InterleavingResult Of(InterleavingSums sums, double alpha = 0.05, double tuning = ConfidenceSequence.DefaultTuning)
    {
        if (sums.Sessions == 0) throw new ArgumentException("No session was interleaved: there is nothing to compare.", nameof(sums));
        var n = (double)sums.Sessions;
        // a session's score is -1/2, 0 or 1/2
        var preference = (sums.WinsB - sums.WinsA) / (2 * n);
        var error = Math.Sqrt(Math.Max(0, (sums.WinsA + sums.WinsB) / (4 * n) - preference * preference) / n);
        var (mean, sequential) = sums.Difference.Moments is { Count: >= 2, Variance: > 0 } moments ? MeanTests(moments, alpha, tuning) : default;
        return new InterleavingResult(sums, Interval.Of(preference, error), SignP(sums.WinsA, sums.WinsB), SampleRatioTest.AnytimeValue([sums.WinsA, sums.WinsB], [1, 1]), mean, sequential)
        {
            SequentialPreference = sums.Sessions < 2 ? null : ConfidenceSequence.OfMean(new SampleMoments(sums.Sessions, preference, error * error * n), alpha, tuning) is { Exists: true } held ? held.Value : null,
            WinShare = EvenChance.AtOneLook(sums.WinsB, sums.WinsA, alpha),
            SequentialWinShare = EvenChance.AtEveryLook(sums.WinsB, sums.WinsA, alpha),
        };
    }

    static (TestResult?, TestResult?) MeanTests(SampleMoments moments, double alpha, double tuning)
    {
        var (value, error, freedom) = (moments.Mean, moments.StandardError, moments.Count - 1.0);
        var half = StudentQuantile.Of(1 - alpha / 2, freedom) * error;
        return (new TestResult(value, error, value - half, value + half, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(value / error))), ConfidenceSequence.OfMean(moments, alpha, tuning).Value);
    }

    static double SignP(long winsA, long winsB)
    {
        var decided = (int)(winsA + winsB);
        return decided == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, decided, Math.Min(winsA, winsB)));
    }
}
