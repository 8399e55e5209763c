using Bunit;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.People;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class ImportPanelTests : IAsyncLifetime
{
    readonly BunitContext context = new();
    RunningConsole console = null!;
    Role role = Role.Admin;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        context.Services.AddSingleton(console.Services.GetRequiredService<ImportDesk>());
        context.Services.AddSingleton(console.Services.GetRequiredService<ShopStatus>());
        context.Services.AddSingleton(new Visitor(() => new Person("p-1", "Ann", role)));
        context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public async Task DisposeAsync()
    {
        context.Dispose();
        await console.DisposeAsync();
    }

    [Fact]
    public void Render_Admin_MayChooseFiles()
    {
        var panel = context.Render<ImportPanel>();
        Assert.NotEmpty(panel.FindAll("[data-testid=import-file]"));
        Assert.Empty(panel.FindAll("[data-testid=missing-right]"));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Publisher)]
    public void Render_RoleThatMayNotImport_SaysWhichRightIsMissing(Role without)
    {
        role = without;
        var panel = context.Render<ImportPanel>();
        Assert.Empty(panel.FindAll("[data-testid=import-file]"));
        Assert.Contains("The right to import data is missing: it takes the role admin", panel.Find("[data-testid=missing-right]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The files are in hand and looked at when the role goes.</summary>
    [Fact]
    public async Task Run_RoleTakenAwayMeanwhile_ImportsNothing()
    {
        var panel = context.Render<ImportPanel>();
        var files = new UploadFolder();
        await files.AddAsync("items.csv", new MemoryStream("id,title\nlamp,Lamp\n"u8.ToArray()), _ => { }, CancellationToken.None);
        await panel.InvokeAsync(() => panel.FindComponent<ImportUpload>().Instance.OnUploaded.InvokeAsync(files));
        var run = panel.FindComponent<ImportPreviewer>().Instance.OnRun;
        role = Role.Viewer;

        await panel.InvokeAsync(() => run.InvokeAsync());

        Assert.Null(console.Services.GetRequiredService<ImportDesk>().Current);
        Assert.Contains("The right to import data is missing", panel.Find("[data-testid=missing-right]").TextContent, StringComparison.Ordinal);
    }
}
