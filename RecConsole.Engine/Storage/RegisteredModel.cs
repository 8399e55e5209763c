namespace RecConsole.Engine.Storage;

/// <summary>One row of the model registry.</summary>
public sealed record RegisteredModel
{
    /// <summary>Of the content: the model's name for all time.</summary>
    public required string Hash { get; init; }

    /// <summary>Which model of the zoo.</summary>
    public required string Key { get; init; }

    /// <summary>Its folder, relative to the data directory.</summary>
    public required string Path { get; init; }

    public required long TrainedAtTicks { get; init; }

    /// <summary>Of the log of events when it was fitted: what came after is new to the model.</summary>
    public required long LogLength { get; init; }

    /// <summary>Figures by name, as a JSON object.</summary>
    public required string Metrics { get; init; }

    /// <summary>Whether it serves, or did when the shop was last open.</summary>
    public bool Published { get; init; }

    /// <summary>Its place among the models that came to serve, the latest the highest; null for one that never did.</summary>
    public long? PublishedOrder { get; init; }

    /// <summary>Whether the shop that it was trained on has been replaced.</summary>
    public bool IsShopGone { get; init; }

    /// <summary>Whether it came to serve, the last time, by a promotion or a roll-back; else RecConsole fitted it by itself and let it serve.</summary>
    public bool IsPromoted { get; init; }
}
