using RecConsole.Engine.Events;
using RecConsole.Tests.Metrics;
using RecConsole.Web.Live;

namespace RecConsole.Tests.Live;

public sealed class LiveFiguresTests
{
    [Theory]
    [InlineData(null, null, 16, 2, 3)]
    [InlineData("home", null, 12, 1, 2)]
    [InlineData(null, "house", 12, 2, 2)]
    [InlineData("home", "house", 8, 1, 1)]
    [InlineData("home", "nobody", 0, 0, 0)]
    public void Of_PlacementAndStrategy_AreTheChosenSeries(string? placement, string? strategy, long impressions, long clicks, int sessions)
    {
        var traffic = new MetricsTraffic();
        traffic.Send(EventKind.Click, "s1", traffic.Serve("s1", placement: "home", strategy: "house"));
        traffic.Serve("s1", placement: "home", strategy: "house");
        traffic.Send(EventKind.Click, "bot", traffic.Serve("bot", placement: "cart", strategy: "house", simulated: true), origin: EventOrigin.Simulated);
        traffic.Serve("s2", placement: "home", strategy: "trend");

        var figures = LiveFigures.Of(traffic.Tick(), placement, strategy);

        Assert.Equal((impressions, clicks, sessions), (figures.Impressions, figures.Clicks, figures.Sessions));
        Assert.Equal(impressions > 0 ? (double)clicks / impressions : null, figures.Ctr);
    }
}
