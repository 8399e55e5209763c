namespace RecConsole.Engine.Signals;

/// <summary>Section <c>Signals</c> of the settings.</summary>
public sealed record SignalOptions
{
    /// <summary>Half-life of popularity.</summary>
    public TimeSpan PopularityHalfLife { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Half-life of popularity now, the numerator of trend.</summary>
    public TimeSpan RecentHalfLife { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Age at which newness has fallen to one half.</summary>
    public TimeSpan NewnessHalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Numeric attributes of the catalogue that become columns.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>What the range of each key by itself does not tell; each names its key.</summary>
    public IEnumerable<string> Faults()
    {
        if (RecentHalfLife >= PopularityHalfLife) yield return "Signals:RecentHalfLife must be shorter than Signals:PopularityHalfLife.";
        if (Attributes.Any(string.IsNullOrWhiteSpace)) yield return "Signals:Attributes holds an empty name.";
    }
}
