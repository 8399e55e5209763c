using Microsoft.Extensions.Logging.Abstractions;
using RecConsole.Engine.Metrics;
using RecConsole.Web.Live;

namespace RecConsole.Tests.Live;

public sealed class LiveFeedTests
{
    readonly LiveFeed feed = new(NullLogger<LiveFeed>.Instance);

    [Fact]
    public void Publish_Listeners_GetTheSameObject()
    {
        LiveMoment? first = null, second = null;
        using var one = feed.Subscribe(moment => first = moment);
        using var two = feed.Subscribe(moment => second = moment);
        var moment = new LiveMoment(MetricsFrame.Empty, []);
        feed.Publish(moment);
        Assert.Same(moment, first);
        Assert.Same(moment, second);
        Assert.Same(moment, feed.Current);
    }

    [Fact]
    public void Dispose_Subscription_StopsOnlyItsOwn()
    {
        var (first, second) = (0, 0);
        var one = feed.Subscribe(_ => first++);
        using var two = feed.Subscribe(_ => second++);
        one.Dispose();
        one.Dispose();
        feed.Publish(LiveMoment.None);
        Assert.Equal((0, 1, 1), (first, second, feed.ListenerCount));
    }

    [Fact]
    public void Publish_ListenerThrows_OthersStillHear()
    {
        var heard = 0;
        using var broken = feed.Subscribe(_ => throw new InvalidOperationException("a broken window"));
        using var healthy = feed.Subscribe(_ => heard++);
        feed.Publish(LiveMoment.None);
        Assert.Equal(1, heard);
    }
}
