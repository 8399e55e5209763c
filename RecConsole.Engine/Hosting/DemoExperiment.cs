using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// The one experiment that the demo shop comes with: whether its simulated shoppers click more on the home page where newer items
/// come higher. Nobody knows the answer beforehand; the shoppers' model is <see cref="Simulation.ChoiceModel"/>. When real data
/// takes the demo's place it ends: its units are gone.
/// </summary>
public sealed class DemoExperiment(ExperimentDesk desk, StrategyPublisher publisher, StrategyTable strategies)
{
    public const string Key = "demo-newer-first";
    public const string StrategyKey = "newer-first";

    /// <summary>The demo's strategy with a weight moved from what sells to what is new.</summary>
    public static StrategyRevision NewerFirst { get; } = DemoStrategy.Exploring.WithKey(StrategyKey).WithWeight(SignalCatalog.Popularity, 0.2f).WithWeight(SignalCatalog.Newness, 0.6f);

    static Experiment Definition { get; } = new(Key, "Demo: newer items on the home page")
    {
        Hypothesis = "Simulated shoppers click more on the home page where newer items come higher and best-sellers lower: some of them like what is new. Whether enough do is for the test to say.",
        Unit = ExperimentUnit.Shopper,
        Placements = ["home"],
        Variants =
        [
            new Variant("Live", StrategyStore.DefaultKey, 0.5) { Description = "The strategy that was live when the experiment began." },
            new Variant("Newer first", StrategyKey, 0.5) { Description = "Newness weighs 0.6 instead of 0.1, popularity 0.2 instead of 0.4." },
        ],
        Metrics =
        [
            MetricPresets.Of(ShopMetric.ClickThrough, MetricRole.Goal),
            MetricPresets.Of(ShopMetric.Conversion, MetricRole.Guardrail) with { NonInferiorityMargin = 0.05 },
            MetricPresets.Of(ShopMetric.Latency),
            MetricPresets.Of(ShopMetric.AddToCart),
            MetricPresets.Of(ShopMetric.Revenue, MetricRole.Secondary),
            MetricPresets.Of(ShopMetric.Diversity),
        ],
        // simulated shoppers know no days of the week: an hour is enough before a verdict
        Plan = new AnalysisPlan { MinimumDays = 1 / 24d, MaximumDays = 14, RampSteps = [1] },
    };

    /// <summary>Starts it once in a demo shop that has had none, and stops it where real data took the shop's place.</summary>
    internal async Task FollowAsync(bool isDemo, CancellationToken cancellation)
    {
        var kept = desk.Find(Key);
        if (isDemo && kept is null && desk.ReadHistory(Key).Count == 0)
        {
            if (strategies.ReadHistory(StrategyKey).Count == 0)
                await publisher.PublishAsync(NewerFirst, cancellation, PublicationNote.BySystem("A variant of the demo shop's experiment; only requests that name it meet it otherwise."));
            kept = (await desk.CreateAsync(Definition, Person.System, cancellation)).Experiment;
        }
        // a draft of an earlier run too, which ended before the next line did
        if (isDemo && kept is { Status: ExperimentStatus.Draft, Version: 1 } && kept.OwnerId == Person.System.Id)
            await desk.StartAsync(Key, kept.Version, Person.System, reason: "The demo shop shows an experiment under way.", cancellation: cancellation);
        if (!isDemo && kept is { Status: ExperimentStatus.Running or ExperimentStatus.Paused })
            await desk.StopAsync(Key, kept.Version, StopDecision.Inconclusive, "Real data took the place of the demo shop.", Person.System, cancellation: cancellation);
    }
}
