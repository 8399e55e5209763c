using Bunit;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Storage;
using RecConsole.Engine.People;
using RecConsole.Web;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Layout;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components;

public sealed class LayoutTests : IDisposable
{
    readonly BunitContext context = new();
    readonly ShopStatus status = new();

    readonly LogQuality log = new(new CatalogStore());
    readonly ShopClock clock = new(TimeProvider.System);

    public LayoutTests()
    {
        context.Services.AddSingleton(status);
        context.Services.AddSingleton(clock);
        context.Services.AddSingleton(new ModelStandings(status, log));
        context.Services.AddSingleton(new Visitor(() => new Person("p-1", "Ann", Role.Publisher)));
    }

    public void Dispose() => context.Dispose();

    [Fact]
    public void TopBar_DemoShop_IsMarkedSimulated()
    {
        status.Set(new ShopPhase(ShopSource.Demo, null, 1, true));
        var bar = context.Render<TopBar>();
        Assert.Contains("Demo shop", bar.Markup);
        Assert.Equal("Simulated traffic", bar.Find(".badge.simulated").TextContent.Trim());
        Assert.Equal("Model ready", bar.Find("[data-testid=readiness]").TextContent.Trim());
    }

    [Fact]
    public void TopBar_OwnShop_IsNotMarkedSimulated()
    {
        log.Record(SampleEvents.View("e"));
        status.Set(new ShopPhase(ShopSource.Own, null, 1, false));
        var bar = context.Render<TopBar>();
        Assert.Empty(bar.FindAll(".badge.simulated"));
        Assert.Equal("No model yet", bar.Find("[data-testid=readiness]").TextContent.Trim());
    }

    [Fact]
    public void TopBar_CatalogueWithoutEvents_PromisesNoModelAndNoHistory()
    {
        status.Set(new ShopPhase(ShopSource.Imported, null, 1, false));
        var bar = context.Render<TopBar>();
        Assert.Equal("No events to learn from", bar.Find("[data-testid=readiness]").TextContent.Trim());
        Assert.Contains("Imported catalogue", bar.Markup);
        Assert.DoesNotContain("history", bar.Markup);
    }

    [Fact]
    public void PreparationBanner_Progress_FollowsTheStatusAndLeaves()
    {
        status.Set(new ShopPhase(ShopSource.Demo, "Fitting the first model", 0.25, false));
        var banner = context.Render<PreparationBanner>();
        Assert.Contains("Fitting the first model", banner.Markup);
        Assert.Equal("0.25", banner.Find("progress").GetAttribute("value"));

        status.Set(new ShopPhase(ShopSource.Demo, "Fitting the first model", 0.75, false));
        banner.WaitForAssertion(() => Assert.Equal("0.75", banner.Find("progress").GetAttribute("value")));
        status.Set(new ShopPhase(ShopSource.Demo, null, 1, true));
        banner.WaitForAssertion(() => banner.MarkupMatches(""));
    }

    [Fact]
    public void SideNav_Links_AreTheConsolesPages()
    {
        var nav = context.Render<SideNav>();
        Assert.Equal(ConsolePage.All.Select(page => page.Address), nav.FindAll("a.nav-link").Select(link => link.GetAttribute("href")));
        Assert.Equal(ConsolePage.All.Count, ConsolePage.All.Select(page => page.Key).Distinct().Count());
    }

    [Fact]
    public void ConsolePages_All_AreServed()
    {
        var served = typeof(RecConsoleApp).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(route => route.Template).ToList();
        Assert.All(ConsolePage.All, page => Assert.Contains(page.Address, served));
    }

    [Fact]
    public void PageFailure_Error_OffersToTryAgain()
    {
        var tried = 0;
        var failure = context.Render<PageFailure>(p => p.Add(f => f.Error, new InvalidOperationException("The disk is full")).Add(f => f.Retry, () => tried++));
        Assert.Contains("The disk is full", failure.Find("[role=alert]").TextContent);
        failure.Find("button").Click();
        Assert.Equal(1, tried);
    }
}
