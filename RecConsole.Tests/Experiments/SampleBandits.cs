using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

/// <summary>A sound bandit, and units of its periods told by hand.</summary>
static class SampleBandits
{
    public static Experiment Draft { get; } = new("bandit", "A bandit")
    {
        Method = ExperimentMethod.Bandit,
        Bandit = BanditPlan.Default,
        Unit = ExperimentUnit.Session,
        Variants = [new Variant("Control", "default", 0.5), new Variant("Other", "other", 0.5)],
        Metrics = [MetricPresets.Of(ShopMetric.Conversion), MetricPresets.Of(ShopMetric.AddToCart, MetricRole.Guardrail)],
    };

    /// <summary>Adds units of an arm, of which so many order, and so many add to the cart.</summary>
    /// <param name="at">When they came; half an hour into the second period unless given.</param>
    public static PhaseLedger With(this PhaseLedger ledger, int arm, int units, int orders, int carts = 0, DateTimeOffset? at = null)
    {
        for (var unit = 0; unit < units; unit++)
        {
            var tally = new UnitTally(arm, at ?? SampleExperiments.Began.AddHours(6.5)) { Placement = "home" };
            tally.Add(tally.FirstExposure, new UnitCounts(1, 10, 0, unit < carts ? 1 : 0, unit < orders ? 1 : 0, unit < orders ? 20 : 0, 0, 5, 3));
            ledger.Restore($"{ledger.Phase}-{arm}-{unit}-{at?.Ticks}", tally);
        }
        return ledger;
    }
}
