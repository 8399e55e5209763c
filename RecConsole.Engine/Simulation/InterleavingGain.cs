using MathNet.Numerics.Distributions;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Simulation;

/// <summary>How many sessions an A/B test on click-through and interleaving need for the same decision, from visits that were made both ways.</summary>
/// <param name="CtrA">Clicks over slots.</param>
/// <param name="Lift">Of B's click-through over A's, relative, visit by visit.</param>
/// <param name="SplitSessions">Of an A/B test, both arms, with 80 % power at 5 %, two-sided.</param>
/// <param name="DraftSessions">Of interleaving, by the t-test of a session's credit.</param>
/// <param name="SignSessions">Of interleaving, by the sign test.</param>
/// <param name="Ratio">Sessions of the A/B test by those of interleaving (t-test), with a 95 % bootstrap interval over visits.</param>
/// <param name="SplitPower">Share of A/B tests of so many visits, drawn from these, that find the right winner.</param>
/// <param name="DraftPower">The same of interleaving.</param>
/// <param name="Agrees">Whether interleaving prefers what has the higher click-through.</param>
/// <param name="Differing">Share of the drafted slots that one team placed: the less two strategies differ, the more interleaving gains, since slots on which they agree only add noise to a split.</param>
/// <param name="AtOnce">
/// Relative lift of the clicks that B's whole slates would have got over A's, at the same moments of the drafted visits. What it differs
/// from <paramref name="Lift"/> by is what a visit carries over: under one strategy alone each slate changes what comes after it.
/// </param>
/// <param name="AtOnceTop">The same of the upper halves of the slates: what a draft compares.</param>
public sealed record InterleavingGain(
    int Visits, double CtrA, double CtrB, Interval Lift, Interval Preference, double SplitSessions, double DraftSessions, double SignSessions, Interval Ratio, double SplitPower, double DraftPower, bool Agrees, double Differing, Interval AtOnce, Interval AtOnceTop)
{
    const int Resamples = 400;
    const int Tests = 1000;
    const double Alpha = 0.05;

    public static InterleavingGain Of(ComparedVisit[] visits, ulong seed)
    {
        var rng = new Rng(seed);
        var needed = Needed(Sums(visits));
        var ratios = new double[Resamples];
        var resample = new ComparedVisit[visits.Length];
        for (var i = 0; i < Resamples; i++)
        {
            for (var n = 0; n < resample.Length; n++) resample[n] = visits[rng.NextInt(visits.Length)];
            var again = Needed(Sums(resample));
            ratios[i] = again.Split / again.Draft;
        }
        Array.Sort(ratios);
        var (a, b, drafts) = Sums(visits);
        var lift = b.Ratio!.Value / a.Ratio!.Value - 1;
        var winner = Math.Sign(lift);
        var (split, draft) = (0, 0);
        for (var test = 0; test < Tests; test++)
        {
            if (SplitWinner(visits, needed.Split, rng) == winner) split++;
            if (DraftWinner(visits, needed.Draft, rng) == winner) draft++;
        }
        return new InterleavingGain(visits.Length, a.Ratio.Value, b.Ratio.Value, Lifted(visits, a, b, lift), InterleavingResult.Of(drafts).Preference, needed.Split, needed.Draft, needed.Sign,
            new Interval(needed.Split / needed.Draft, ratios[(int)(0.025 * Resamples)], ratios[(int)(0.975 * Resamples)]), split / (double)Tests, draft / (double)Tests, Math.Sign(drafts.Difference.Mean) == winner,
            visits.Sum(visit => (double)visit.Drafted.Teamed) / visits.Sum(visit => (double)visit.Drafted.Slots),
            AtOnceLift(visits, one => (one.ExpectedA, one.ExpectedB)), AtOnceLift(visits, one => (one.ExpectedTopA, one.ExpectedTopB)));
    }

    static (RatioSums A, RatioSums B, InterleavingSums Drafts) Sums(ComparedVisit[] visits)
    {
        var (a, b, drafts) = (default(RatioSums), default(RatioSums), default(InterleavingSums));
        foreach (var visit in visits)
        {
            a = a.Add(visit.ClicksA, visit.SlotsA);
            b = b.Add(visit.ClicksB, visit.SlotsB);
            drafts = With(drafts, visit);
        }
        return (a, b, drafts);
    }

    /// <summary>(z_α/2 + z_β)² times variance by squared effect: of a difference of two arms with half of the sessions each, and of one mean.</summary>
    static (double Split, double Draft, double Sign) Needed((RatioSums A, RatioSums B, InterleavingSums Drafts) sums)
    {
        var z = Normal.InvCDF(0, 1, 1 - Alpha / 2) + Normal.InvCDF(0, 1, Power.Usual);
        var (a, b, drafts) = sums;
        var effect = b.Ratio!.Value - a.Ratio!.Value;
        var variance = a.Count * (a.StandardError!.Value * a.StandardError.Value + b.StandardError!.Value * b.StandardError.Value);
        var (mean, preference) = (drafts.Difference, InterleavingResult.Of(drafts).Preference);
        var signError = (preference.Upper - preference.Value) / Interval.Z95;
        return (2 * z * z * variance / (effect * effect), z * z * mean.Variance / (mean.Mean * mean.Mean), z * z * signError * signError * drafts.Sessions / (preference.Value * preference.Value));
    }

    /// <summary>By the linear parts of both ratios, visit by visit: what visits share is gone.</summary>
    static Interval Lifted(ComparedVisit[] visits, RatioSums a, RatioSums b, double lift)
    {
        var (ctrA, ctrB, slotsA, slotsB) = (a.Ratio!.Value, b.Ratio!.Value, a.Y / a.Count, b.Y / b.Count);
        var parts = visits.Aggregate(default(MeanSums), (sums, one) => sums.Add((one.ClicksB - ctrB * one.SlotsB) / slotsB / ctrA - (1 + lift) * (one.ClicksA - ctrA * one.SlotsA) / slotsA / ctrA));
        return Interval.Of(lift, parts.Moments.StandardError);
    }

    static Interval AtOnceLift(ComparedVisit[] visits, Func<DraftedVisit, (double A, double B)> expected)
    {
        var clicks = default(RatioSums);
        foreach (var visit in visits)
        {
            var (a, b) = expected(visit.Drafted);
            clicks = clicks.Add(b, a);
        }
        return Interval.Of(clicks.Ratio!.Value - 1, clicks.StandardError!.Value);
    }

    static int SplitWinner(ComparedVisit[] visits, double sessions, Rng rng)
    {
        var (a, b) = (default(RatioSums), default(RatioSums));
        for (var n = 0; n < Math.Ceiling(sessions / 2); n++)
        {
            var (one, other) = (visits[rng.NextInt(visits.Length)], visits[rng.NextInt(visits.Length)]);
            a = a.Add(one.ClicksA, one.SlotsA);
            b = b.Add(other.ClicksB, other.SlotsB);
        }
        SampleMoments Moments(RatioSums sums) => new(sums.Count, sums.Ratio ?? 0, Math.Pow(sums.StandardError ?? 0, 2) * sums.Count);
        return Winner(WelchTest.Run(Moments(a), Moments(b), DifferenceKind.Absolute).Value);
    }

    static int DraftWinner(ComparedVisit[] visits, double sessions, Rng rng)
    {
        var sums = default(InterleavingSums);
        for (var n = 0; n < Math.Ceiling(sessions); n++) sums = With(sums, visits[rng.NextInt(visits.Length)]);
        return Winner(InterleavingResult.Of(sums).Mean);
    }

    static InterleavingSums With(InterleavingSums sums, ComparedVisit visit) => sums.Add(visit.Drafted.CreditA, visit.Drafted.CreditB);

    static int Winner(TestResult? test) => test is { PValue: < Alpha } ? Math.Sign(test.Estimate) : 0;
}
