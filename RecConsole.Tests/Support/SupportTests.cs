using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace RecConsole.Tests.Support;

public sealed class SupportTests
{
    [Fact]
    public void MarkupMatches_ComponentRendered_ComparesMarkup()
    {
        using var context = new BunitContext();
        RenderFragment shelf = builder =>
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "shelf");
            builder.AddContent(2, "Tea");
            builder.CloseElement();
        };

        var rendered = context.Render(shelf);

        rendered.MarkupMatches("<p class=\"shelf\">Tea</p>");
        Assert.Throws<HtmlEqualException>(() => rendered.MarkupMatches("<p>Coffee</p>"));
    }

    [Fact]
    public async Task StartAsync_FreePort_ServesTheConsole()
    {
        await using var console = await RunningConsole.StartAsync();

        using var response = await console.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(0, console.Address.Port);
    }

    [BrowserFact]
    public async Task OpenPageAsync_LivePage_CircuitStartsWithoutTroubles()
    {
        await using var console = await RunningConsole.StartAsync();
        await using var browser = await BrowserSession.OpenAsync(console.Address);

        await browser.OpenPageAsync("/");

        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Live");
        Assert.Empty(browser.Troubles);
    }

    [BrowserFact]
    public async Task Troubles_PageThrows_AreNoted()
    {
        await using var console = await RunningConsole.StartAsync();
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        browser.Expect("on purpose");
        await browser.OpenPageAsync("/");
        // Blazor says things there too
        var noted = browser.Page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text == "shelf fell" });

        await browser.Page.EvaluateAsync("console.error('shelf fell')");
        await noted;

        Assert.Contains(browser.Troubles, trouble => trouble.Contains("shelf fell", StringComparison.Ordinal));
        browser.Expect("shelf fell");
    }
}
