using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>The verdict of an interleaving, in a sentence with its reasons.</summary>
public static class InterleavingDecision
{
    /// <summary>What it cannot tell, said with every verdict.</summary>
    public const string Limit = "It tells which of two is preferred side by side, not by how much a metric would rise: an A/B test tells that.";

    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>
    /// In this order, the first that holds: a red check; the minimum run time; the planned end of a test that is read once; a preference;
    /// none that would be of interest; the planned time is over; else keep running.
    /// </summary>
    public static ExperimentDecision Of(InterleavingFacts facts)
    {
        var decided = facts.WinsControl + facts.WinsVariant;
        ExperimentDecision Is(DecisionCode code, string sentence, double? daysLeft = null) => new(facts.Variant, code, sentence, Why(facts), daysLeft);

        if (facts.RedChecks.Count > 0)
            return Is(DecisionCode.Unhealthy, $"Unhealthy: {string.Join(" and ", facts.RedChecks)} {(facts.RedChecks.Count == 1 ? "is" : "are")} red. No figure can be trusted until that is mended.");
        if (facts.DaysRun < facts.MinimumDays)
            return Is(DecisionCode.KeepRunning, $"Keep going: no verdict before {ExperimentDecision.Days(facts.MinimumDays)}; {ExperimentDecision.Days(facts.MinimumDays - facts.DaysRun)} left.", facts.MinimumDays - facts.DaysRun);
        var left = facts.PlannedDays - facts.DaysRun;
        if (!facts.MayBeReadAnyTime && left > 0)
            return Is(DecisionCode.KeepRunning, $"Keep going: this test is read once, at its planned end; {ExperimentDecision.Days(left)} left.", left);
        if (decided > 0 && facts.PValue <= facts.Alpha)
        {
            var isVariant = facts.WinsVariant > facts.WinsControl;
            var won = isVariant ? facts.WinsVariant : facts.WinsControl;
            return Is(isVariant ? DecisionCode.Preferred : DecisionCode.NotPreferred,
                $"Shoppers prefer {(isVariant ? facts.Variant : facts.Control)}: it won {Percent((double)won / decided)} of the {facts.Units} that preferred one ({won.ToString("n0", Culture)} of {decided.ToString("n0", Culture)}); {(facts.MayBeReadAnyTime ? "sequential " : "")}p {P(facts.PValue)}.");
        }
        if (facts.LeastLead > 0 && facts.Share is { } share && share.Lower >= 0.5 - facts.LeastLead && share.Upper <= 0.5 + facts.LeastLead)
            return Is(DecisionCode.NoEffectOfInterest, $"No preference: of the {facts.Units} that preferred one {facts.Variant} won {Percent(share.Lower)} to {Percent(share.Upper)}, closer to one half than the {Points(facts.LeastLead)} that would be of interest. Keep what is simpler.");
        if (left > 0)
            return Is(DecisionCode.KeepRunning, decided == 0
                ? $"Keep going: none of the {facts.Units} has preferred one yet; {ExperimentDecision.Days(left)} left as planned."
                : $"Keep going: {facts.Variant} has won {Percent((double)facts.WinsVariant / decided)} of the {decided.ToString("n0", Culture)} {facts.Units} that preferred one, which is not told from one half yet; {ExperimentDecision.Days(left)} left as planned.", left);
        return Is(DecisionCode.Inconclusive, $"No preference found: the planned {ExperimentDecision.Days(facts.PlannedDays)} are over and neither is shown to be preferred. Run longer, with more traffic, or hold more different rankings against each other.");
    }

    static List<string> Why(InterleavingFacts facts)
    {
        var reasons = new List<string>();
        if (facts.RedChecks.Count > 0) reasons.Add($"Red checks: {string.Join(", ", facts.RedChecks)}.");
        reasons.Add($"{facts.Variant} won {facts.WinsVariant.ToString("n0", Culture)} of the {facts.Units}, {facts.Control} {facts.WinsControl.ToString("n0", Culture)}; {facts.Ties.ToString("n0", Culture)} preferred neither.");
        if (facts.Share is { } share) reasons.Add($"Of those that preferred one {facts.Variant} won {Percent(share.Value)} ({Percent(share.Lower)} to {Percent(share.Upper)}{(facts.MayBeReadAnyTime ? ", at every look" : "")}); 50% would be even.");
        reasons.Add($"It has run {ExperimentDecision.Days(facts.DaysRun)} of {ExperimentDecision.Days(facts.PlannedDays)} planned.");
        reasons.Add(Limit);
        return reasons;
    }

    static string Percent(double share) => share.ToString("0.0%", Culture);

    static string Points(double lead) => $"{(lead * 100).ToString("0.##", Culture)} points";

    static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.0000", Culture);
}
