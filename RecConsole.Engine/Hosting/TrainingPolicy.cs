using Microsoft.Extensions.Configuration;

namespace RecConsole.Engine.Hosting;

/// <summary>The settings of the section <c>Training</c>.</summary>
public sealed record TrainingPolicy
{
    public const string Section = "Training";

    /// <summary>How long 95 of 100 encodings of one shopper may take, at most, of a model that is to serve.</summary>
    public TimeSpan EncoderBudget { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>After how long the model that serves is trained anew; zero for never.</summary>
    public TimeSpan RetrainEvery { get; init; }

    /// <summary>Whether it is trained anew when its click-through rate has fallen, or the mix of items that shoppers deal with has changed.</summary>
    public bool RetrainOnDrift { get; init; }

    /// <summary>Whether such a training goes on from the model that serves, where that can be, instead of from chance on the whole log.</summary>
    public bool RetrainFromServing { get; init; }

    /// <summary>Length of the blocks that are held against each other: a day, so that each has all hours.</summary>
    public TimeSpan DriftBlock { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Items shown that the reference needs at least, beside its <see cref="Metrics.CtrWatch.ReferenceBlocks"/> blocks.</summary>
    public int DriftTraffic { get; init; } = 10_000;

    /// <summary>Between two trainings that nobody asked for, of which the second is because of drift, at least.</summary>
    public TimeSpan DriftCoolDown { get; init; } = TimeSpan.FromDays(1);

    /// <exception cref="EngineStartException">Names every key that is unknown or has a value that does not do, and what would.</exception>
    public static TrainingPolicy Read(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new TrainingPolicy();
        var policy = new TrainingPolicy
        {
            EncoderBudget = reader.Duration(nameof(EncoderBudget), defaults.EncoderBudget, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1)),
            RetrainEvery = reader.Duration(nameof(RetrainEvery), defaults.RetrainEvery, TimeSpan.Zero, TimeSpan.FromDays(365)),
            RetrainOnDrift = reader.Flag(nameof(RetrainOnDrift), defaults.RetrainOnDrift),
            RetrainFromServing = reader.Flag(nameof(RetrainFromServing), defaults.RetrainFromServing),
            DriftBlock = reader.Duration(nameof(DriftBlock), defaults.DriftBlock, TimeSpan.FromMinutes(1), TimeSpan.FromDays(28)),
            DriftTraffic = reader.Number(nameof(DriftTraffic), defaults.DriftTraffic, 100, 1_000_000_000),
            DriftCoolDown = reader.Duration(nameof(DriftCoolDown), defaults.DriftCoolDown, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
        };
        reader.Finish();
        return policy;
    }
}
