using System.Diagnostics;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Commands;

/// <summary>Times the tests of two arms of 20,000 units each, whose sums are there already, as an experiment's are.</summary>
public static class StatsBench
{
    public const int Runs = 15;
    const int Units = 20_000;

    /// <summary>A run lasts so long at least, so that the clock does not matter.</summary>
    static readonly TimeSpan LeastRun = TimeSpan.FromMilliseconds(15);

    public static IReadOnlyList<StatsTiming> Run(CancellationToken cancellation)
    {
        var rng = new Rng(1);
        ArmSums rate = new("a"), otherRate = new("b"), amount = new("a"), otherAmount = new("b");
        for (var unit = 0; unit < Units; unit++)
        {
            rate = rate.Add(rng.NextBool(0.05) ? 1 : 0, 0, 1 + rng.NextInt(5));
            otherRate = otherRate.Add(rng.NextBool(0.055) ? 1 : 0, 0, 1 + rng.NextInt(5));
            double before = rng.NextExponential(), otherBefore = rng.NextExponential();
            amount = amount.Add(before + rng.NextExponential(), before, 1);
            otherAmount = otherAmount.Add(otherBefore + 1.05 * rng.NextExponential(), otherBefore, 1);
        }
        var (a, b) = (amount.Moments(MetricKind.Mean)!.Value, otherAmount.Moments(MetricKind.Mean)!.Value);
        ArmSums[] rates = [rate, otherRate], amounts = [amount, otherAmount];
        (string Name, Func<object?> Test)[] tests =
        [
            ("Welch, absolute", () => WelchTest.Run(a, b, DifferenceKind.Absolute).Value),
            ("Welch, relative", () => WelchTest.Run(a, b, DifferenceKind.Relative).Value),
            ("two proportions", () => TwoProportionTest.Run(rate.Values.Y, Units, otherRate.Values.Y, Units).Value),
            ("ratio by the delta method", () => WelchTest.Run(rate.Moments(MetricKind.Ratio)!.Value, otherRate.Moments(MetricKind.Ratio)!.Value, DifferenceKind.Absolute).Value),
            ("CUPED, theta included", () => Cuped(amount.Values, otherAmount.Values)),
            ("confidence sequence", () => ConfidenceSequence.Run(a, b, DifferenceKind.Absolute).Value),
            ("Gaussian posterior, probability and risk", () => GaussianPosterior.Of(a, b, DifferenceKind.Absolute).Value is { } posterior ? posterior.ProbabilityToBeatControl + posterior.RiskOfTreatment : null),
            ("beta posteriors, probability and risk", () => BetaPosterior.Of(otherRate.Values.Y, Units) is var one && BetaPosterior.Of(rate.Values.Y, Units) is var other ? one.ProbabilityToBeat(other) + one.RiskAgainst(other) : 0),
            ("sample ratio", () => SampleRatioTest.PValue([Units, Units], [1, 1])),
            ("all figures of a mean with a covariate", () => MetricAnalysis.Run("amount", MetricKind.Mean, amounts, "a", hasCovariate: true)),
            ("all figures of a ratio", () => MetricAnalysis.Run("ratio", MetricKind.Ratio, rates, "a", hasCovariate: false)),
            ("all figures of a rate", () => MetricAnalysis.Run("rate", MetricKind.Binary, rates, "a", hasCovariate: false)),
        ];
        return [.. tests.Select(test => Time(test.Name, test.Test, cancellation))];
    }

    static object? Cuped(CovariateSums a, CovariateSums b)
    {
        var theta = CovariateSums.Theta(a, b);
        return WelchTest.Run(a.Adjusted(theta), b.Adjusted(theta), DifferenceKind.Absolute).Value;
    }

    static StatsTiming Time(string name, Func<object?> test, CancellationToken cancellation)
    {
        var times = 1;
        while (Once(test, times) < LeastRun && times < 1 << 20) times *= 2;
        var micros = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            micros[run] = Once(test, times).TotalMicroseconds / times;
        }
        Array.Sort(micros);
        return new StatsTiming(name, micros[Runs / 2], micros[0], micros[^1]);
    }

    static TimeSpan Once(Func<object?> test, int times)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) GC.KeepAlive(test());
        return Stopwatch.GetElapsedTime(started);
    }
}

/// <summary>How long one test took: the median of the runs, the least and the most.</summary>
public sealed record StatsTiming(string Name, double Micros, double LeastMicros, double MostMicros);
