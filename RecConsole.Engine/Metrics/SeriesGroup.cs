namespace RecConsole.Engine.Metrics;

/// <summary>A leaf series and the rollups that count along with it.</summary>
sealed record SeriesGroup(LiveSeries Leaf, LiveSeries OverPlacements, LiveSeries OverStrategies, LiveSeries OverAll)
{
    public void Add(in SeriesCounts more)
    {
        Leaf.Add(more);
        OverPlacements.Add(more);
        OverStrategies.Add(more);
        OverAll.Add(more);
    }

    public void Join(Visit visit)
    {
        visit.Join(Leaf);
        visit.Join(OverPlacements);
        visit.Join(OverStrategies);
        visit.Join(OverAll);
    }
}
