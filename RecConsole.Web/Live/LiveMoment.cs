using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>What is known of one second: the figures, and the latest events and slates, newest first.</summary>
public sealed record LiveMoment(MetricsFrame Frame, IReadOnlyList<ActivityEntry> Activity)
{
    /// <summary>Whether anything counts yet: what is played in the lab does not.</summary>
    public bool HasTraffic => Frame.Rollups.Count > 0 || Activity.Any(entry => !entry.Lab);

    public static LiveMoment None { get; } = new(MetricsFrame.Empty, []);
}
