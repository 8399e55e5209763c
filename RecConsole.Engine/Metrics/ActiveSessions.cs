namespace RecConsole.Engine.Metrics;

/// <summary>
/// How many sessions of one series were active in the trailing window, and how many of them ordered. A session sits in
/// the bucket of its latest second and moves as it acts, so each counts once; the bucket that leaves the window takes its
/// sessions along. 2.4 kB. Not thread-safe.
/// </summary>
sealed class ActiveSessions
{
    const int Window = LiveMetrics.WindowSeconds;

    readonly int[] active = new int[Window];
    readonly int[] ordered = new int[Window];

    public int Count { get; private set; }
    public int WithOrder { get; private set; }

    public void Enter(long second, bool hasOrdered)
    {
        active[second % Window]++;
        Count++;
        if (hasOrdered) MarkOrdered(second);
    }

    public void MarkOrdered(long second)
    {
        ordered[second % Window]++;
        WithOrder++;
    }

    public void Move(long from, long to, bool hasOrdered)
    {
        active[from % Window]--;
        active[to % Window]++;
        if (!hasOrdered) return;
        ordered[from % Window]--;
        ordered[to % Window]++;
    }

    /// <summary>Opens the bucket of a new second by letting go of the one that it takes the place of.</summary>
    public void Open(long second)
    {
        Count -= active[second % Window];
        WithOrder -= ordered[second % Window];
        active[second % Window] = ordered[second % Window] = 0;
    }
}
