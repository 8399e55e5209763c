using Bunit;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class ItemEditorTests : IAsyncLifetime
{
    static readonly Item Tea = new(new ItemId("tea"), "Green tea") { Price = 4 };

    readonly BunitContext context = new();
    readonly Toasts toasts = new();
    readonly List<string> told = [];
    RunningConsole console = null!;
    Role role = Role.Merchandiser;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        var writer = console.Services.GetRequiredService<CatalogWriter>();
        await writer.ChangeAsync(_ => [Tea]);
        toasts.Shown += toast => told.Add(toast.Text);
        context.Services.AddSingleton(writer);
        context.Services.AddSingleton(toasts);
        context.Services.AddSingleton(new Visitor(() => new Person("p-1", "Ann", role)));
    }

    public async Task DisposeAsync()
    {
        context.Dispose();
        await console.DisposeAsync();
    }

    IRenderedComponent<ItemEditor> Render() => context.Render<ItemEditor>(p => p.Add(editor => editor.Item, Tea));

    decimal? Price => console.Services.GetRequiredService<CatalogStore>().Current.Find(Tea.Id)!.Price;

    [Fact]
    public async Task Submit_TwiceInARow_SavesOnce()
    {
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("5");

        await Task.WhenAll(editor.Find("form").SubmitAsync(), editor.Find("form").SubmitAsync());
        await editor.Find("form").SubmitAsync();

        Assert.Equal(5, Price);
        Assert.Equal(["Green tea is saved."], told);
        Assert.True(editor.Find("[data-testid=item-save]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Submit_AnotherPriceAfterwards_SavesAgain()
    {
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("5");
        await editor.Find("form").SubmitAsync();

        editor.Find("[data-testid=item-edit-price]").Input("6");
        await editor.Find("form").SubmitAsync();

        Assert.Equal((6m, 2), (Price, told.Count));
        // who saved stands in the audit log, once a save and not for what no person sent
        var entries = console.Services.GetRequiredService<AuditTable>().Read(new AuditFilter(), 10);
        Assert.Equal([("Ann", AuditAction.ItemChanged), ("Ann", AuditAction.ItemChanged)], entries.Select(entry => (entry.ActorName, entry.Action)));
        Assert.Equal([("price", "5", "6")], AuditChanges.Of(entries[0]).Select(change => (change.Part, change.Before, change.After)));
    }

    [Fact]
    public async Task Submit_StockSoldMeanwhile_IsNotPutBack()
    {
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("5");
        await console.Services.GetRequiredService<CatalogWriter>().ChangeAsync(_ => [Tea with { Stock = 3 }]);

        await editor.Find("form").SubmitAsync();

        Assert.Equal((5m, 3), (Price, console.Services.GetRequiredService<CatalogStore>().Current.Find(Tea.Id)!.Stock));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    public void Render_RoleThatMayNotChangeItems_SaysWhichRightIsMissing(Role without)
    {
        role = without;
        var editor = Render();
        Assert.True(editor.Find("[data-testid=item-edit-price]").HasAttribute("disabled"));
        Assert.True(editor.Find("[data-testid=item-save]").HasAttribute("disabled"));
        Assert.Contains("The right to change items is missing", editor.Find("[data-testid=missing-right]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_RoleTakenAwayMeanwhile_SavesNothing()
    {
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("5");
        role = Role.Viewer;

        await editor.Find("form").SubmitAsync();

        Assert.Equal(4, Price);
        Assert.Empty(told);
        Assert.Contains("The right to change items is missing", editor.Find("[data-testid=missing-right]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "/lab")]
    [InlineData(false, "/")]
    public void Leave_UnsavedChange_AsksFirst(bool confirmed, string stays)
    {
        context.JSInterop.Setup<bool>("confirm", _ => true).SetResult(confirmed);
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("5");

        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/lab");

        Assert.Equal(stays, new Uri(context.Services.GetRequiredService<NavigationManager>().Uri).AbsolutePath);
    }

    [Fact]
    public void Leave_NothingChanged_AsksNothing()
    {
        var editor = Render();
        editor.Find("[data-testid=item-edit-price]").Input("4");

        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/lab");

        Assert.Equal("/lab", new Uri(context.Services.GetRequiredService<NavigationManager>().Uri).AbsolutePath);
    }
}
