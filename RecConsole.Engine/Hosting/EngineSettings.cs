using Microsoft.Extensions.Configuration;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Hosting;

/// <summary>All sections of the settings that the engine reads, each checked before anything starts.</summary>
public sealed record EngineSettings(
    EngineOptions Hosting, SignalOptions Signals, RankingOptions Ranking, SlateOptions Slates, TrafficOptions Simulation, TrainingPolicy Training)
{
    public ExperimentOptions Experiments { get; init; } = new();

    /// <summary>Keys that a section does not have keep their defaults.</summary>
    /// <exception cref="EngineStartException">Names every key of every section that does not do, all at once.</exception>
    public static EngineSettings Read(IConfiguration settings)
    {
        var failures = new List<string>();
        var read = new EngineSettings(
            Section(EngineOptions.Section, EngineOptions.Read), Section(nameof(Signals), ReadSignals),
            Section(nameof(Ranking), ReadRanking), Section(nameof(Slates), ReadSlates), Section(TrafficOptions.Section, DemoTraffic.ReadOptions),
            Section(TrainingPolicy.Section, TrainingPolicy.Read))
        {
            Experiments = Section(ExperimentOptions.Section, ReadExperiments),
        };
        return failures.Count == 0 ? read : throw new EngineStartException(string.Join('\n', failures));

        T Section<T>(string name, Func<IConfigurationSection, T> reader) where T : new()
        {
            try
            {
                return reader(settings.GetSection(name));
            }
            catch (EngineStartException failure)
            {
                failures.Add(failure.Message);
                return new T();
            }
        }
    }

    static SignalOptions ReadSignals(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new SignalOptions();
        var options = new SignalOptions
        {
            PopularityHalfLife = reader.Duration(nameof(SignalOptions.PopularityHalfLife), defaults.PopularityHalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650)),
            RecentHalfLife = reader.Duration(nameof(SignalOptions.RecentHalfLife), defaults.RecentHalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650)),
            NewnessHalfLife = reader.Duration(nameof(SignalOptions.NewnessHalfLife), defaults.NewnessHalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650)),
            Attributes = reader.List(nameof(SignalOptions.Attributes)),
        };
        reader.Refuse(options.Faults());
        reader.Finish();
        return options;
    }

    static RankingOptions ReadRanking(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new RankingOptions();
        var options = new RankingOptions
        {
            Device = reader.Text(nameof(RankingOptions.Device), defaults.Device),
            QueueCapacity = reader.Number(nameof(RankingOptions.QueueCapacity), defaults.QueueCapacity, 1, 1_000_000),
            MaxBatch = reader.Number(nameof(RankingOptions.MaxBatch), defaults.MaxBatch, 1, 1024),
            Deadline = reader.Duration(nameof(RankingOptions.Deadline), defaults.Deadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            TopItems = reader.Number(nameof(RankingOptions.TopItems), defaults.TopItems, 100, 2000),
        };
        reader.Refuse(options.Faults());
        reader.Finish();
        return options;
    }

    static ExperimentOptions ReadExperiments(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var options = new ExperimentOptions { HoldoutShare = reader.Share(nameof(ExperimentOptions.HoldoutShare), new ExperimentOptions().HoldoutShare, 0.5) };
        reader.Finish();
        return options;
    }

    static SlateOptions ReadSlates(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new SlateOptions();
        var options = new SlateOptions
        {
            Replays = reader.Number(nameof(SlateOptions.Replays), defaults.Replays, 1, 10_000),
            SamplesPerSecond = reader.Number(nameof(SlateOptions.SamplesPerSecond), defaults.SamplesPerSecond, 0, 10_000),
            SlatesKept = reader.Number(nameof(SlateOptions.SlatesKept), defaults.SlatesKept, 1, int.MaxValue),
            SamplesKept = reader.Number(nameof(SlateOptions.SamplesKept), defaults.SamplesKept, 1, int.MaxValue),
            QueueCapacity = reader.Number(nameof(SlateOptions.QueueCapacity), defaults.QueueCapacity, 1, 10_000_000),
        };
        reader.Refuse(options.Faults());
        reader.Finish();
        return options;
    }
}
