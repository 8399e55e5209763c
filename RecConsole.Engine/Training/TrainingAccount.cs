namespace RecConsole.Engine.Training;

/// <summary>What came of a training, so far.</summary>
public sealed record TrainingAccount
{
    public static TrainingAccount Begun { get; } = new();

    /// <summary>Interactions of the log that it takes, the oldest: when it goes on it takes the same.</summary>
    public int? Taken { get; init; }

    public DataFingerprint? Data { get; init; }

    /// <summary>The newest interaction that was learned from; what was held out may be newer.</summary>
    public DateTimeOffset? LearnedUntil { get; init; }

    /// <summary>Name of the model that it went on from; null where it began from chance.</summary>
    public string? Parent { get; init; }

    /// <summary>Null where nothing could be held out, and before it was measured.</summary>
    public ModelFigures? Figures { get; init; }

    public IReadOnlyList<EpochRecord> Curve { get; init; } = [];

    /// <summary>Number of the pass that was kept; 0 where there are none.</summary>
    public int Best { get; init; }

    /// <summary>All options as they were used, as JSON.</summary>
    public string? Options { get; init; }

    public string? Device { get; init; }

    /// <summary>Of the fit; over all parts where it was stopped between.</summary>
    public double FitSeconds { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed or stopped, and what would be right.</summary>
    public string? Problem { get; init; }

    /// <summary>What was left out or cut off, for whoever reads the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
