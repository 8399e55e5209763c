namespace RecConsole.Engine.Metrics;

/// <summary>
/// The series there are, in order of appearance. Placements and strategies are names that a sender chooses: beyond
/// <see cref="MaxLeaves"/> combinations new ones count under "(other)", so that memory stays bounded. Not thread-safe.
/// </summary>
sealed class SeriesTable
{
    public const int MaxLeaves = 32;
    public const string Other = "(other)";

    readonly Dictionary<SeriesKey, SeriesGroup> groups = [];
    readonly Dictionary<SeriesKey, LiveSeries> rollups = [];
    readonly List<LiveSeries> all = [];

    public IReadOnlyList<LiveSeries> All => all;

    public SeriesGroup GroupOf(SeriesKey key)
    {
        if (groups.TryGetValue(key, out var known)) return known;
        if (groups.Count >= MaxLeaves)
        {
            key = new SeriesKey(Other, null, null, Other, key.Simulated);
            if (groups.TryGetValue(key, out known)) return known;
        }
        var leaf = new LiveSeries(key);
        all.Add(leaf);
        return groups[key] = new SeriesGroup(leaf, Rollup(key.OverPlacements()), Rollup(key.OverStrategies()), Overall(key.Simulated));
    }

    public LiveSeries Overall(bool simulated) => Rollup(new SeriesKey(null, null, null, null, simulated));

    LiveSeries Rollup(SeriesKey key)
    {
        if (rollups.TryGetValue(key, out var known)) return known;
        all.Add(rollups[key] = known = new LiveSeries(key));
        return known;
    }
}
