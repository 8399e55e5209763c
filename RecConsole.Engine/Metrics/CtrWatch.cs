using System.Collections.Immutable;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// In: the live figures, at any pace, and what serves. Out: whether the click-through rate lies below what it was after that came to serve
/// (<see cref="RateDrop"/>). Traffic is cut into blocks of one length, of a day as a rule, so that a block has all hours; the first ones make
/// the reference, one for each strategy in each placement, so that a shift between placements is no fall. One thread at a time.
/// </summary>
/// <param name="block">Length of a block.</param>
/// <param name="leastTraffic">Items shown that a reference needs.</param>
public sealed class CtrWatch(TimeSpan block, long leastTraffic)
{
    /// <summary>Blocks that a reference needs: a week, by days.</summary>
    public const int ReferenceBlocks = 7;

    Dictionary<string, SeriesCounts>? totals; // at the look before; null at the first

    public CtrWatchState State { get; private set; } = new();

    /// <summary>Goes on from a state that was kept.</summary>
    public void Restore(CtrWatchState state) => State = state;

    /// <summary>Takes the traffic since the look before, and closes the block when it is over; whether it did.</summary>
    /// <param name="setting">What serves.</param>
    public bool Look(string setting, MetricsFrame frame, DateTimeOffset now)
    {
        var before = totals;
        totals = frame.Series.ToDictionary(KeyOf, series => series.Total);
        if (setting != State.Setting)
        {
            State = new CtrWatchState { Setting = setting, Since = now, BlockSince = now };
            return true;
        }
        if (before is null) return false; // since the server's start: what was counted before is not known to be of this setting
        var open = State.Open.ToBuilder();
        foreach (var (key, total) in totals)
        {
            var came = total - before.GetValueOrDefault(key);
            if (came.Impressions < 0) came = total; // counting began anew
            if (came.Impressions > 0 || came.Clicks > 0) open[key] = open.GetValueOrDefault(key) + new TrafficCounts(came.Impressions, came.Clicks);
        }
        State = State with { Open = open.ToImmutable() };
        if (now - State.BlockSince < block) return false;
        Close(now);
        return true;
    }

    void Close(DateTimeOffset now)
    {
        // clicks of the end of a block may fall into the next, more than it has shown at worst
        var parts = State.Open.Select(pair => (pair.Key, pair.Value.Shown, Clicked: Math.Min(pair.Value.Clicked, pair.Value.Shown))).Where(part => part.Shown > 0).ToArray();
        State = State with { BlockSince = now, Open = State.Open.Clear() };
        if (parts.Length == 0) return;
        if (State.IsWatching) Hold(parts);
        else Learn(parts);
    }

    void Learn((string Key, long Shown, long Clicked)[] parts)
    {
        var reference = State.Reference.ToBuilder();
        foreach (var (key, shown, clicked) in parts) reference[key] = reference.GetValueOrDefault(key).Add(shown, clicked);
        var overall = State.ReferenceOverall.Add(parts.Sum(part => part.Shown), parts.Sum(part => part.Clicked));
        State = State with
        {
            Reference = reference.ToImmutable(), ReferenceOverall = overall,
            IsWatching = overall.Blocks >= ReferenceBlocks && overall.Shown >= leastTraffic && overall.IsUsable,
            // series that rise and fall together are more dispersed as one, others by themselves
            Dispersion = reference.Values.Where(sums => sums.IsUsable).Append(overall).Max(sums => sums.Dispersion),
        };
    }

    void Hold((string Key, long Shown, long Clicked)[] parts)
    {
        var (ratio, latest, expected) = (0.0, new TrafficCounts(), 0.0);
        foreach (var (key, shown, clicked) in parts)
        {
            if (!State.Reference.TryGetValue(key, out var sums) || !sums.IsUsable) continue; // a series that is new has nothing to fall from
            ratio += RateDrop.LogRatio(shown, clicked, sums.Lower(State.Dispersion), State.Dispersion);
            latest += new TrafficCounts(shown, clicked);
            expected += shown * sums.Rate;
        }
        var isFresh = State.Evidence <= 0;
        State = State with
        {
            Looks = State.Looks + 1, Evidence = RateDrop.Gather(State.Evidence, ratio),
            Latest = isFresh ? latest : State.Latest + latest, Expected = isFresh ? expected : State.Expected + expected,
        };
    }

    static string KeyOf(SeriesFrame series) => $"{series.Strategy}|{series.Experiment}|{series.Variant}|{series.Placement}|{(series.Simulated ? "simulated" : "")}";
}
