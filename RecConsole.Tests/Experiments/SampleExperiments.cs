using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

/// <summary>Sound experiments to change and break.</summary>
static class SampleExperiments
{
    public static readonly DateTimeOffset Began = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static Experiment Draft(string key = "test", params string[] placements) => new(key, "A test")
    {
        Placements = placements.Length == 0 ? null : [.. placements],
        Variants = [new Variant("Control", "default", 0.5), new Variant("Other", "other", 0.5)],
        Metrics = [MetricPresets.Of(ShopMetric.ClickThrough), MetricPresets.Of(ShopMetric.Latency)],
    };

    /// <summary>The same with both in one slate, decided by clicks.</summary>
    public static Experiment Interleaved(string key = "test") => Draft(key) with { Method = ExperimentMethod.Interleaving, Metrics = [MetricPresets.Of(ShopMetric.ClickThrough)] };

    public static Experiment Running(string key = "test", double share = 1, params string[] placements) => Started(Draft(key, placements), share);

    public static Experiment Started(Experiment draft, double share = 1, DateTimeOffset? at = null) =>
        ExperimentCourse.Start(draft, draft.Variants.Select(variant => variant with { Revision = $"hash-{variant.Strategy}" }), share, at ?? Began);
}
