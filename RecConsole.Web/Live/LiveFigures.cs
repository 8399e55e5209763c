using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>The figures of the chosen placement and strategy (null: all) in one frame, real and simulated traffic together.</summary>
public sealed record LiveFigures(long Impressions, long Clicks, long Orders, decimal Revenue, int Sessions, int SessionsWithOrder)
{
    public double? Ctr => Impressions > 0 ? (double)Clicks / Impressions : null;
    public double? Conversion => Sessions > 0 ? (double)SessionsWithOrder / Sessions : null;

    public static LiveFigures Of(MetricsFrame frame, string? placement, string? strategy)
    {
        var figures = new LiveFigures(0, 0, 0, 0, 0, 0);
        foreach (var one in placement is not null && strategy is not null ? frame.Series : frame.Rollups)
        {
            if (one.Placement != placement || one.Strategy != strategy) continue;
            figures = new LiveFigures(figures.Impressions + one.Impressions, figures.Clicks + one.Clicks, figures.Orders + one.Orders,
                figures.Revenue + one.Revenue, figures.Sessions + one.Sessions, figures.SessionsWithOrder + one.SessionsWithOrder);
        }
        return figures;
    }
}
