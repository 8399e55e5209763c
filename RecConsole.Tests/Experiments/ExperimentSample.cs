using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;

namespace RecConsole.Tests.Experiments;

/// <summary>An experiment of two arms, and what its shoppers saw and did, told by hand.</summary>
static class ExperimentSample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static Experiment Of(params ExperimentMetric[] metrics) => new("newness", "More new items")
    {
        Variants = [new Variant("control", "default", 0.5) { Revision = "a" }, new Variant("new", "default", 0.5) { Revision = "b" }],
        Metrics = [.. metrics],
        Plan = AnalysisPlan.Default with { MinimumDays = 1, MaximumDays = 14 },
        Status = ExperimentStatus.Running,
        Phases = [new ExperimentPhase(1, Start, "newness") { Weights = [0.5, 0.5], Steps = [new RampStep(Start, 1)] }],
    };

    public static PhaseLedger Ledger(Experiment experiment, IReadOnlyDictionary<string, UnitPast>? before = null)
    {
        var ledger = new PhaseLedger(experiment, experiment.Phase!);
        if (before is not null) ledger.Know(before);
        return ledger;
    }

    public static SlateRecord Slate(string unit, string variant, DateTimeOffset at, int slots = 4) =>
        new(new SlateId($"slate-{unit}-{at.Ticks}"), at, "home", "default", variant == "control" ? "a" : "b", "none")
        {
            UserId = new UserId(unit), SessionId = new SessionId($"visit-{unit}"), Experiment = "newness", Variant = variant, Phase = 1, Unit = unit,
            Slots = [.. Enumerable.Range(1, slots).Select(position => new SlateSlot(new ItemId($"item-{position}"), position, 0, 1))], LatencyMicros = 5_000,
        };

    public static ShopEvent Event(string unit, EventKind kind, DateTimeOffset at, int quantity = 1) =>
        new(new EventId($"{unit}-{kind}-{at.Ticks}"), kind, new UserId(unit), new SessionId($"visit-{unit}"), at) { ItemId = new ItemId("item-1"), Quantity = quantity };
}
