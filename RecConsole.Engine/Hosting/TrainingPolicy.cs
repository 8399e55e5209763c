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

    /// <exception cref="EngineStartException">Names every key that is unknown or has a value that does not do, and what would.</exception>
    public static TrainingPolicy Read(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new TrainingPolicy();
        var policy = new TrainingPolicy
        {
            EncoderBudget = reader.Duration(nameof(EncoderBudget), defaults.EncoderBudget, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1)),
            RetrainEvery = reader.Duration(nameof(RetrainEvery), defaults.RetrainEvery, TimeSpan.Zero, TimeSpan.FromDays(365)),
        };
        reader.Finish();
        return policy;
    }
}
