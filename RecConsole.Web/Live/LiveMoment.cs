using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>What is known of one second: the figures, and the latest events and slates, newest first.</summary>
public sealed record LiveMoment(MetricsFrame Frame, IReadOnlyList<ActivityEntry> Activity)
{
    public static LiveMoment None { get; } = new(MetricsFrame.Empty, []);
}
