using Bunit;
using Microsoft.AspNetCore.Components;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Tests.Components;

public sealed class SharedComponentTests : IDisposable
{
    readonly BunitContext context = new();

    public void Dispose() => context.Dispose();

    [Theory]
    [InlineData(5, 2, "up", "+3", "from rank 5 to rank 2")]
    [InlineData(2, 5, "down", "−3", "from rank 2 to rank 5")]
    [InlineData(4, 4, "same", "0", "stays at rank 4")]
    [InlineData(null, 3, "new", "NEW", "new at rank 3")]
    [InlineData(7, null, "out", "OUT", "was at rank 7, no longer shown")]
    public void MovementBadge_Ranks_IconSignAndWords(int? from, int? to, string kind, string text, string sentence)
    {
        var badge = context.Render<MovementBadge>(p => p.Add(b => b.From, from).Add(b => b.To, to));
        var root = badge.Find(".movement");
        Assert.Contains(kind, root.ClassList);
        Assert.NotNull(root.QuerySelector("svg"));
        Assert.StartsWith(text, root.TextContent);
        Assert.Equal(sentence, root.GetAttribute("title"));
    }

    [Fact]
    public void StatTile_UnknownValue_IsADashWithoutUnit()
    {
        var tile = context.Render<StatTile>(p => p.Add(t => t.Label, "Latency").Add(t => t.Unit, "ms"));
        Assert.Equal("–", tile.Find(".figure").TextContent);
    }

    [Theory]
    [InlineData(1.5, "up", "▲")]
    [InlineData(-1.5, "down", "▼")]
    public void StatTile_Delta_HasArrowAndSign(double delta, string direction, string arrow)
    {
        var tile = context.Render<StatTile>(p => p.Add(t => t.Label, "CTR").Add(t => t.Value, "5%").Add(t => t.Delta, delta));
        Assert.Contains(direction, tile.Find(".delta").ClassList);
        Assert.StartsWith(arrow, tile.Find(".delta").TextContent.Trim());
    }

    [Theory]
    [InlineData(null, "chart")]
    [InlineData("table", "table")]
    [InlineData("nonsense", "chart")]
    public void TabStrip_Active_ComesFromTheAddress(string? active, string marked)
    {
        var strip = context.Render<TabStrip>(p => p
            .Add(s => s.Tabs, [new Tab("chart", "Chart"), new Tab("table", "Table")])
            .Add(s => s.Active, active).Add(s => s.Label, "Form").Add(s => s.Query, "ctr"));
        Assert.Equal(marked, strip.Find("a[aria-current=page]").GetAttribute("data-tab"));
    }

    [Fact]
    public void TabStrip_Links_KeepTheRestOfTheAddress()
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?range=1h&ctr=table");
        var strip = context.Render<TabStrip>(p => p
            .Add(s => s.Tabs, [new Tab("chart", "Chart"), new Tab("table", "Table")])
            .Add(s => s.Active, "table").Add(s => s.Label, "Form").Add(s => s.Query, "ctr"));
        Assert.EndsWith("/?range=1h", strip.Find("[data-tab=chart]").GetAttribute("href"));
        Assert.EndsWith("/?range=1h&ctr=table", strip.Find("[data-tab=table]").GetAttribute("href"));
    }

    [Fact]
    public void DataTable_NoItems_ShowsWhyInstead()
    {
        var table = context.Render<DataTable<int>>(p => p
            .Add(t => t.Items, []).Add(t => t.Label, "Numbers").Add(t => t.Header, "<th>n</th>")
            .Add(t => t.Row, i => $"<td>{i}</td>").Add(t => t.Empty, "<p>No numbers yet</p>"));
        table.MarkupMatches("<p>No numbers yet</p>");
    }

    [Fact]
    public void DataTable_FewItems_RendersEachRow()
    {
        var table = context.Render<DataTable<int>>(p => p
            .Add(t => t.Items, [1, 2, 3]).Add(t => t.Label, "Numbers").Add(t => t.Header, "<th>n</th>").Add(t => t.Row, i => $"<td class=\"num\">{i}</td>"));
        Assert.Equal(["1", "2", "3"], table.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal("Numbers", table.Find("caption").TextContent);
    }

    [Fact]
    public void Icon_UnknownName_SaysWhereToAddIt() =>
        Assert.Contains("Icon.razor", Assert.Throws<ArgumentOutOfRangeException>(() => context.Render<Icon>(p => p.Add(i => i.Name, "nothing"))).Message);

    [Fact]
    public void PageHeader_Title_IsTheHeading()
    {
        var header = context.Render<PageHeader>(p => p.Add(h => h.Title, "Data").Add(h => h.Lead, "Where it comes from"));
        Assert.Equal("Data", header.Find("h1").TextContent);
        Assert.Equal("Where it comes from", header.Find("p").TextContent);
    }

    [Fact]
    public void ToastHost_SameTextTwice_IsTwoMessages()
    {
        var toasts = new Toasts();
        context.Services.AddSingleton(toasts);
        context.Services.AddSingleton(TimeProvider.System);
        var host = context.Render<ToastHost>();
        toasts.Error("Green tea is saved.");
        toasts.Error("Green tea is saved.");
        host.WaitForAssertion(() => Assert.Equal(2, host.FindAll(".toast").Count));
        host.Find(".toast button").Click();
        Assert.Single(host.FindAll(".toast"));
    }

    [Fact]
    public void ToastHost_Error_StaysUntilClosed()
    {
        var toasts = new Toasts();
        context.Services.AddSingleton(toasts);
        context.Services.AddSingleton(TimeProvider.System);
        var host = context.Render<ToastHost>();
        toasts.Error("The file is broken");
        host.WaitForAssertion(() => Assert.Equal("The file is broken", host.Find(".toast.error .text").TextContent));
        host.Find(".toast button").Click();
        Assert.Empty(host.FindAll(".toast"));
    }
}
