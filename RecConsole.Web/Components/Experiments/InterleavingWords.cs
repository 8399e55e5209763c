using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>An interleaving's figures in words, for its table and its CSV.</summary>
static class InterleavingWords
{
    /// <summary>What protects where no guardrail can.</summary>
    public const string Protection = "One shopper sees both strategies in one slate, so no guardrail (conversion, latency, revenue) can be told by strategy, and nothing rolls back by itself. What protects is the ramp, which a red check holds, and a person who pauses or stops.";

    /// <summary>One way to read the preference.</summary>
    /// <param name="Once">At one look, with its p-value.</param>
    /// <param name="Ever">Good at every look.</param>
    /// <param name="Decides">Whether the verdict stands on it.</param>
    public sealed record Reading(string Name, string Hint, double Value, Interval? Once, double? OnceP, Interval? Ever, double? EverP, bool Decides, Func<double, string> Write);

    public static IReadOnlyList<Reading> Of(InterleavingOutcome found, ExperimentUnit unit)
    {
        if (found.Result is not { } result) return [];
        var (units, earned) = (ExperimentWords.Units(unit), InterleavingCredit.NameOf(found.Credit));
        var readings = new List<Reading>();
        if (result is { WinShare: { } once, SequentialWinShare: { } ever })
            readings.Add(new($"Won by {found.Variant}", $"of the {units} that preferred one; 50% is even (sign test)", once.Value, once, result.SignPValue, ever, result.SequentialSignPValue, true, value => Formatting.Percent(value)));
        readings.Add(new("Preference", $"wins and half the ties as a share of all {units}, less one half", result.Preference.Value, result.Preference, null, IntervalOf(result.SequentialPreference), result.SequentialPreference?.PValue, false, Points));
        if (result.Mean is { } mean)
            readings.Add(new("Difference in credit", $"{earned} on picks of {found.Variant} less those of {found.Control}, for each of the {units}", mean.Estimate, IntervalOf(mean), mean.PValue, IntervalOf(result.SequentialMean), result.SequentialMean?.PValue, false, value => Formatting.Signed(value, 4)));
        return readings;
    }

    public static string Range(Interval? interval, Func<double, string> write) => interval is { } held ? $"{write(held.Lower)} to {write(held.Upper)}" : Formatting.Unknown;

    static string Points(double share) => Formatting.Signed(share * 100, 2) + " points";

    static Interval? IntervalOf(TestResult? test) => test is null ? null : new Interval(test.Estimate, test.Lower, test.Upper);
}
