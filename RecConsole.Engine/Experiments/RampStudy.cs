using System.Collections.Immutable;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: how much a variant harms two guardrails, nothing for a healthy one. Out: how often its ramp is rolled back, over many
/// simulated ramps through the very ledger, analysis and policy that serve. The same for the same seed.
/// </summary>
/// <param name="Harm">Share that conversion and revenue lose under the treatment; 0 is a healthy ramp.</param>
public sealed record RampStudy(int Ramps, double Harm, ulong Seed)
{
    const double Conversion = 0.1, AddToCart = 0.3;

    static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Units of both arms at a share of 100 %; a step of the ramp lets in its share of so many.</summary>
    public int UnitsPerStep { get; init; } = 4_000;

    /// <summary>Looks that each step of the ramp is held for.</summary>
    public int LooksPerStep { get; init; } = 20;

    public RampStudyResult Run(CancellationToken cancellation = default)
    {
        var units = new int?[Ramps];
        var chance = new Rng(Seed);
        Parallel.For(0, Ramps, new ParallelOptions { CancellationToken = cancellation }, ramp => units[ramp] = UnitsUntilRollBack(chance.Fork((ulong)ramp)));
        var found = units.OfType<int>().Order().ToArray();
        return new RampStudyResult(Ramps, found.Length, found.Length == 0 ? null : found[found.Length / 2]);
    }

    /// <summary>One ramp from its first step to its last; null where nothing rolled it back.</summary>
    public int? UnitsUntilRollBack(Rng rng)
    {
        var plan = AnalysisPlan.Default with { HoldHours = LooksPerStep };
        var phase = new ExperimentPhase(1, Start, "ramp") { Weights = [0.5, 0.5], Steps = [new RampStep(Start, plan.RampSteps[0])] };
        var experiment = new Experiment("ramp", "Ramp")
        {
            Variants = [new Variant("control", "default", 0.5), new Variant("treatment", "default", 0.5)],
            Metrics = [MetricPresets.Of(ShopMetric.AddToCart, MetricRole.Goal), MetricPresets.Of(ShopMetric.Conversion, MetricRole.Guardrail), MetricPresets.Of(ShopMetric.Revenue, MetricRole.Guardrail)],
            Plan = plan,
            Status = ExperimentStatus.Running,
            Phases = [phase],
        };
        var ledger = new PhaseLedger(experiment, phase);
        var (units, owed, lowest) = (0, 0.0, 1.0);
        for (var look = 1; look <= LooksPerStep * plan.RampSteps.Length; look++)
        {
            var now = Start.AddHours(look);
            for (owed += UnitsPerStep * experiment.Phase!.Share / LooksPerStep; owed >= 1; owed--) Visit(ledger, rng, units++, now);
            var results = ExperimentAnalysis.Run(experiment, experiment.Phase, ledger, now, lowest);
            lowest = results.LowestSampleRatio;
            var move = RampPolicy.Next(experiment, results, now);
            if (move.Action == RampAction.RollBack) return units;
            if (move is { Action: RampAction.Step, Share: { } share })
                experiment = experiment with { Phases = ImmutableArray.Create(experiment.Phase with { Steps = experiment.Phase.Steps.Add(new RampStep(now, share)) }) };
        }
        return null;
    }

    void Visit(PhaseLedger ledger, Rng rng, int unit, DateTimeOffset now)
    {
        var arm = rng.NextBool(0.5) ? 1 : 0;
        var orders = rng.NextBool(Conversion * (arm == 1 ? 1 - Harm : 1));
        var tally = new UnitTally(arm, now);
        // amounts lognormal, standard deviation 1.3 times the mean
        tally.Add(now, new UnitCounts(1, 10, 0, rng.NextBool(AddToCart) ? 1 : 0, orders ? 1 : 0, orders ? 30 * Math.Exp(rng.NextGaussian()) : 0, 0, 5, 3));
        ledger.Restore(unit.ToString(System.Globalization.CultureInfo.InvariantCulture), tally);
    }
}

/// <summary>What a <see cref="RampStudy"/> found.</summary>
/// <param name="MedianUnits">Units of both arms that had entered when it was rolled back, in the middle of those that were; null where none was.</param>
public sealed record RampStudyResult(int Ramps, int RolledBack, int? MedianUnits)
{
    public double Share => (double)RolledBack / Ramps;
}
