using Microsoft.Extensions.Configuration;

namespace RecConsole.Engine.Hosting;

/// <summary>The settings of the section <c>Hosting</c>; read and checked at once, before anything starts.</summary>
public sealed record EngineOptions
{
    public const string Section = "Hosting";

    /// <summary>Where database, models and lock lie; made when missing. A relative path starts at the working directory.</summary>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Whether an empty data directory becomes the demo shop.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Events that may wait for the log at once; beyond it a batch is answered 429.</summary>
    public int EventQueueCapacity { get; init; } = 200_000;

    /// <summary>Events in one request.</summary>
    public int MaxBatchEvents { get; init; } = 10_000;

    /// <summary>Items in one request.</summary>
    public int MaxBatchItems { get; init; } = 10_000;

    /// <summary>How long after a slate was served an event can belong to it.</summary>
    public TimeSpan AttributionWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Reads the section; keys that it does not have keep their defaults.</summary>
    /// <exception cref="EngineStartException">Names every key that is unknown or has a value that does not do, and what would.</exception>
    public static EngineOptions Read(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new EngineOptions();
        var options = new EngineOptions
        {
            DataDirectory = reader.Text(nameof(DataDirectory), defaults.DataDirectory),
            Demo = reader.Flag(nameof(Demo), defaults.Demo),
            EventQueueCapacity = reader.Number(nameof(EventQueueCapacity), defaults.EventQueueCapacity, 1, 10_000_000),
            MaxBatchEvents = reader.Number(nameof(MaxBatchEvents), defaults.MaxBatchEvents, 1, 100_000),
            MaxBatchItems = reader.Number(nameof(MaxBatchItems), defaults.MaxBatchItems, 1, 100_000),
            AttributionWindow = reader.Duration(nameof(AttributionWindow), defaults.AttributionWindow, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)),
        };
        reader.Finish();
        return options;
    }
}
