using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class TargetEditorTests : IAsyncLifetime
{
    static readonly Person Bob = new("p-2", "Bob", Role.Publisher);

    readonly BunitContext context = new();
    readonly Toasts toasts = new();
    readonly List<string> told = [];
    RunningConsole console = null!;
    Role role = Role.Publisher;
    bool isClosed;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<CatalogWriter>().ChangeAsync(_ => [new Item(new ItemId("boot"), "Boot") { Category = "Shoes" }, new Item(new ItemId("clog"), "Clog") { Category = "Shoes", Stock = 0 }]);
        toasts.Shown += toast => told.Add(toast.Text);
        context.Services.AddSingleton(toasts);
        context.Services.AddSingleton(new Visitor(() => new Person("p-1", "Ann", role)));
        context.Services.AddSingleton(TimeProvider.System);
        Share<TargetDesk<Segment>>();
        Share<TargetDesk<Campaign>>();
        Share<RuleVocabulary>();
        Share<RuleCounts>();
        Share<LatestRequests>();
    }

    void Share<T>() where T : class => context.Services.AddSingleton(console.Services.GetRequiredService<T>());

    public async Task DisposeAsync()
    {
        context.Dispose();
        await console.DisposeAsync();
    }

    TargetDesk<Segment> Segments => console.Services.GetRequiredService<TargetDesk<Segment>>();

    /// <summary>The form, once it has read the log: it is drawn again then.</summary>
    IRenderedComponent<SegmentEditor> Render(Segment segment, long version)
    {
        var form = context.Render<SegmentEditor>(p => p
            .Add(editor => editor.Segment, segment).Add(editor => editor.Version, version).Add(editor => editor.OnClose, () => isClosed = true));
        form.WaitForState(() => !form.Find("[data-testid=segment-count]").TextContent.Contains("Counting", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        return form;
    }

    [Fact]
    public async Task SegmentEditor_FilledIn_SavesWhatItsSentenceSays()
    {
        var form = Render(new Segment("", ""), 0);
        await form.Find("[data-testid=target-save]").ClickAsync(new());
        Assert.Contains("is no key", form.Find("[data-testid=target-problem]").TextContent, StringComparison.Ordinal);

        form.Find("[data-testid=target-name]").Change("Phone people");
        form.Find("[data-testid=segment-visits]").Change("Returning");
        form.Find("[data-testid=segment-devices]").Change("phone, tablet");
        form.Find("[data-testid=segment-purchases-from]").Change("2");
        form.Find("[data-testid=segment-ids]").Change("u1\nu2, u1");
        form.Find("[data-testid=target-reason]").Change("try");
        // each change counts anew in the background, and is drawn when the renderer's turn comes
        form.WaitForAssertion(() => Assert.Equal("2 named shoppers, who were here before, on “phone” or “tablet”, with 2 or more items bought.", form.Find("[data-testid=target-sentence]").TextContent), TimeSpan.FromMinutes(1));
        await form.Find("[data-testid=target-save]").ClickAsync(new());

        var kept = Segments.Find("phone-people")!;
        Assert.Equal("""{"key":"phone-people","name":"Phone people","order":1,"shoppers":{"visits":"returning","devices":["phone","tablet"],"purchases":{"min":2},"ids":["u1","u2"]}}""", TargetJson.Write(kept.Content));
        Assert.Equal("Ann", kept.ChangedBy);
        Assert.Equal(["The segment “Phone people” is saved and counts from now on."], told);
        Assert.True(isClosed);
    }

    [Fact]
    public async Task SegmentEditor_SomebodyWasFaster_LetsChoose()
    {
        var mine = (await Segments.SaveAsync(new Segment("all", "All"), 0, Bob)).Kept!;
        var form = Render(mine.Content, mine.Version);
        form.Find("[data-testid=target-name]").Change("Mine");
        await Segments.SaveAsync(mine.Content with { Name = "Theirs" }, mine.Version, Bob);

        await form.Find("[data-testid=target-save]").ClickAsync(new());
        Assert.Contains("Bob changed the segment 'all'", form.Find("[data-testid=target-clash]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Theirs", Segments.Find("all")!.Content.Name);
        await form.Find("[data-testid=target-theirs]").ClickAsync(new());
        Assert.Equal("Theirs", form.Find("[data-testid=target-name]").GetAttribute("value"));

        form.Find("[data-testid=target-name]").Change("Both");
        await form.Find("[data-testid=target-save]").ClickAsync(new());
        Assert.Equal(("Both", 3L, true), (Segments.Find("all")!.Content.Name, Segments.Find("all")!.Version, isClosed));
    }

    [Fact]
    public void SegmentEditor_WithoutTheRight_SaysWhichIsMissing()
    {
        role = Role.Merchandiser;
        var save = Render(new Segment("all", "All"), 0).Find("[data-testid=target-save]");
        Assert.True(save.HasAttribute("disabled"));
        Assert.Contains("right to publish", save.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CampaignEditor_FilledIn_CountsItsItemsAndSavesThem()
    {
        var form = context.Render<CampaignEditor>(p => p.Add(editor => editor.Campaign, new Campaign("", "")).Add(editor => editor.OnClose, () => isClosed = true));
        form.Find("[data-testid=target-name]").Change("Shoe weeks");
        await form.Find("[data-testid=target-save]").ClickAsync(new());
        Assert.Contains("names its items", form.Find("[data-testid=target-problem]").TextContent, StringComparison.Ordinal);

        form.Find("[data-testid=rule-categories]").Change("Shoes");
        Assert.Contains("2 items belong to it now, of which 1 can be shown", form.Find("[data-testid=campaign-count]").TextContent, StringComparison.Ordinal);
        form.Find("[data-testid=rule-timed]").Change(true);
        form.Find("[data-testid=rule-zone]").Change("Europe/Berlin");
        form.Find("[data-testid=rule-until]").Change("2099-12-01T09:00:00");
        await form.Find("[data-testid=target-save]").ClickAsync(new());

        var kept = console.Services.GetRequiredService<TargetDesk<Campaign>>().Find("shoe-weeks")!;
        Assert.Equal(("Shoes", new DateTimeOffset(2099, 12, 1, 8, 0, 0, TimeSpan.Zero), true), (kept.Content.Items.Categories.Single(), kept.Content.When!.Until, isClosed));
    }
}
