namespace RecConsole.Engine.Metrics;

/// <summary>One session while it is active: which series served it, when it last acted, whether it ordered.</summary>
sealed class Visit(long second)
{
    readonly List<LiveSeries> series = new(4);

    public long LastSecond { get; private set; } = second;
    public bool HasOrdered { get; private set; }

    public void Join(LiveSeries one)
    {
        if (series.Contains(one)) return;
        series.Add(one);
        one.Sessions.Enter(LastSecond, HasOrdered);
    }

    public void Touch(long second)
    {
        if (second <= LastSecond) return;
        foreach (var one in series) one.Sessions.Move(LastSecond, second, HasOrdered);
        LastSecond = second;
    }

    public void Order()
    {
        if (HasOrdered) return;
        HasOrdered = true;
        foreach (var one in series) one.Sessions.MarkOrdered(LastSecond);
    }
}
