using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>In: the units of an interleaved phase. Out: its <see cref="ExperimentResults"/>: no arms to compare, but one preference a unit.</summary>
static class InterleavingAnalysis
{
    /// <param name="lowestDraft">The lowest value of the draft's fairness that earlier looks found, 1 at the first.</param>
    public static ExperimentResults Run(Experiment experiment, ExperimentPhase phase, PhaseLedger ledger, DateTimeOffset now, double lowestDraft)
    {
        var (last, found) = (ledger.NewestExposure, ledger.Read(Tally));
        var until = phase.EndedAt ?? experiment.StoppedAt ?? now;
        var (control, variant) = (experiment.Variants[0].Name, experiment.Variants[1].Name);
        var goal = experiment.Metrics.First(metric => metric.Role == MetricRole.Goal);
        var result = found.Sums.Sessions == 0 ? null : InterleavingResult.Of(found.Sums, experiment.Plan.Alpha);
        var lowest = Math.Min(lowestDraft, found.DraftValue);
        IReadOnlyList<HealthCheck> health =
        [
            HealthChecks.Draft(found.Teams, found.Sums.Sessions, lowest),
            experiment.IsRunning && phase.Share > 0 ? HealthChecks.Traffic(found.Sums.Sessions, phase.StartedAt, last, now) : new("traffic", "Traffic", HealthState.NotYet, "The experiment lets nobody in now."),
            HealthChecks.MissingMetrics([(InterleavingCredit.NameOf(goal.Metric),
                [new ArmTotal(control, found.Sums.Sessions, found.Teams.CreditA, found.WithCreditA), new ArmTotal(variant, found.Sums.Sessions, found.Teams.CreditB, found.WithCreditB)])]),
        ];
        var decision = InterleavingDecision.Of(new InterleavingFacts(control, variant, experiment.Unit == ExperimentUnit.Shopper ? "shoppers" : "sessions", found.Sums.WinsA, found.Sums.WinsB, found.Sums.Ties)
        {
            RedChecks = [.. health.Where(check => check.State == HealthState.Red).Select(check => check.Name.ToLowerInvariant())],
            DaysRun = (until - phase.StartedAt).TotalDays,
            MinimumDays = experiment.Plan.MinimumDays,
            PlannedDays = experiment.Plan.MaximumDays,
            MayBeReadAnyTime = experiment.Plan.Sequential,
            Alpha = experiment.Plan.Alpha,
            PValue = (experiment.Plan.Sequential ? result?.SequentialSignPValue : result?.SignPValue) ?? 1,
            Share = experiment.Plan.Sequential ? result?.SequentialWinShare : result?.WinShare,
            LeastLead = goal.MinimumEffect,
        });
        return new ExperimentResults(experiment.Key, phase.Number, now, phase.StartedAt, [new ArmCount(TeamDraft.Variant, found.Sums.Sessions, 1)], [], health, [decision], 1, lowest, null, null)
        {
            Interleaving = new InterleavingOutcome(goal.Metric, control, variant, found.Teams, result),
        };
    }

    static Counted Tally(IReadOnlyCollection<UnitTally> units)
    {
        var (sums, teams) = (default(InterleavingSums), default(TeamCounts));
        long firstA = 0, firstB = 0, slotsA = 0, slotsB = 0, withA = 0, withB = 0;
        foreach (var unit in units)
        {
            var of = unit.Teams;
            sums = sums.Add(of.CreditA, of.CreditB);
            teams += of;
            if (of.FirstA > of.FirstB) firstA++;
            if (of.FirstB > of.FirstA) firstB++;
            if (of.SlotsA > of.SlotsB) slotsA++;
            if (of.SlotsB > of.SlotsA) slotsB++;
            if (of.CreditA > 0) withA++;
            if (of.CreditB > 0) withB++;
        }
        // two questions: the smaller counts twice
        var value = Math.Min(1, 2 * Math.Min(SampleRatioTest.AnytimeValue([firstA, firstB], [1, 1]), SampleRatioTest.AnytimeValue([slotsA, slotsB], [1, 1])));
        return new Counted(sums, teams, value, withA, withB);
    }

    /// <param name="DraftValue">Of the teams being placed alike, unit by unit, good at every look.</param>
    /// <param name="WithCreditA">Units that team A earned anything of.</param>
    sealed record Counted(InterleavingSums Sums, TeamCounts Teams, double DraftValue, long WithCreditA, long WithCreditB);
}
