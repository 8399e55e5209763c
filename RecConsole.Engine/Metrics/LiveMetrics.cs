namespace RecConsole.Engine.Metrics;

public sealed class LiveMetrics
{
    /// <summary>The trailing window of counts and ratios.</summary>
    public const int WindowSeconds = 300;
}
