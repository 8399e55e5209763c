using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging.Abstractions;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Metrics;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Live;

namespace RecConsole.Tests.Components;

public sealed class LivePageTests : IDisposable
{
    readonly BunitContext context = new();
    readonly MetricsTraffic traffic = new();
    readonly LiveFeed feed = new(NullLogger<LiveFeed>.Instance);
    readonly ShopStatus status = new();
    readonly BunitJSModuleInterop module;

    public LivePageTests()
    {
        context.Services.AddSingleton(feed);
        context.Services.AddSingleton(status);
        context.SetRendererInfo(new RendererInfo("Server", true));
        module = context.JSInterop.SetupModule("./js/live-charts.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("start", _ => true).Mode = JSRuntimeMode.Loose;
    }

    public void Dispose() => context.Dispose();

    void Publish() => feed.Publish(new LiveMoment(traffic.Tick(), traffic.Live.LatestActivity()));

    [Theory]
    [InlineData(ShopSource.Empty, "The shop is empty")]
    [InlineData(ShopSource.Imported, "history, not live traffic")]
    [InlineData(ShopSource.Demo, "simulated shoppers have not arrived")]
    public void Render_NoTraffic_SaysWhyAndLeadsOn(ShopSource source, string why)
    {
        status.Set(new ShopPhase(source, null, 1, true));
        var page = context.Render<LivePage>();
        Assert.Contains(why, page.Find(".empty-state p").TextContent);
        Assert.Equal(2, page.FindAll(".empty-state a").Count);
        Assert.Empty(module.Invocations);
    }

    [Fact]
    public void Publish_Traffic_ShowsFiguresActivityAndStartsTheChartsOnce()
    {
        var page = context.Render<LivePage>();
        var slate = traffic.Serve("s1", items: 4, simulated: true);
        traffic.Send(EventKind.Click, "s1", slate, origin: EventOrigin.Simulated);
        Publish();
        page.WaitForAssertion(() => Assert.StartsWith("25.00%", page.Find("[data-testid=tile-ctr] .figure").TextContent));
        Assert.Equal(LiveChart.All.Count, page.FindAll("[data-chart] .plot").Count);
        Assert.Equal(2, page.FindAll("[data-testid=activity] li").Count);
        Assert.Equal(2, page.FindAll("[data-testid=activity] .badge.simulated").Count);

        Publish();
        Publish();
        Assert.Single(module.Invocations["start"]);
    }

    [Fact]
    public void Render_TabAndRangeInTheAddress_AreChosen()
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?range=1h&latency=table&placement=home");
        traffic.Serve("s1");
        Publish();
        var page = context.Render<LivePage>();
        Assert.Equal("1h", page.Find("[aria-label='Time range of the charts'] [aria-current]").GetAttribute("data-tab"));
        Assert.True(page.Find("[data-chart=latency] .plot").HasAttribute("hidden"));
        Assert.False(page.Find("[data-chart=latency] .plot-table").HasAttribute("hidden"));
        Assert.False(page.Find("[data-chart=ctr] .plot").HasAttribute("hidden"));
        Assert.Equal("home", page.Find("select[aria-label=Placement] option[selected]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("placement=nonsense", "the placement 'nonsense'")]
    [InlineData("strategy=nonsense", "the strategy 'nonsense'")]
    [InlineData("placement=home&strategy=nonsense", "in the placement 'home'")]
    public void Render_ChoiceThatNothingWasServedFor_SaysSoAndLeadsOut(string query, string why)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?range=1h&" + query);
        traffic.Serve("s1");
        Publish();
        var page = context.Render<LivePage>();
        Assert.Contains(why, page.Find("[data-testid=live-nothing]").TextContent);
        Assert.EndsWith("/?range=1h", page.Find("[data-testid=live-nothing] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-chart]"));
    }

    [Fact]
    public void Publish_LabPlayOnly_IsShownButIsNoTraffic()
    {
        var page = context.Render<LivePage>();
        traffic.Send(EventKind.View, "lab-1", traffic.Serve("lab-1", lab: true), origin: EventOrigin.Lab);
        Publish();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=activity] .badge.lab").Count));
        Assert.Empty(page.FindAll("[data-chart]"));
        Assert.NotEmpty(page.FindAll(".empty-state"));
    }

    [Fact]
    public void Publish_YoungShop_RevenueIsOfTheTimeItHasHad()
    {
        var page = context.Render<LivePage>();
        traffic.Send(EventKind.Purchase, "s1", traffic.Serve("s1"), price: 10);
        feed.Publish(new LiveMoment(traffic.Tick(30), []));
        page.WaitForAssertion(() => Assert.StartsWith("20.00", page.Find("[data-testid=tile-revenue] .figure").TextContent));
        Assert.Contains("Since counting began at 12:00:00", page.Find("[data-testid=live-window]").TextContent);
    }

    [Fact]
    public void Choose_Strategy_GoesIntoTheAddress()
    {
        traffic.Serve("s1", strategy: "trend");
        Publish();
        var page = context.Render<LivePage>();
        page.Find("select[aria-label=Strategy]").Change("trend");
        Assert.EndsWith("/?strategy=trend", context.Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoListener()
    {
        context.Render<LivePage>();
        Assert.Equal(1, feed.ListenerCount);
        await context.DisposeComponentsAsync();
        Assert.Equal(0, feed.ListenerCount);
    }
}
