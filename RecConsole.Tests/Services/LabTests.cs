using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class LabTests : IAsyncLifetime
{
    static readonly LabShopper Ann = new(new UserId("ann"), new SessionId("lab-1"));

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await Get<ShopLoader>().Loaded;
        await ImportAsync("a", "b", "c");
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    T Get<T>() where T : notnull => console.Services.GetRequiredService<T>();

    Task ImportAsync(params string[] items) => Get<ShopReplacement>().ReplaceAsync(
        new ImportedShop("test", [.. items.Select(id => new Item(new ItemId(id), "Title " + id) { Price = 5 })], [], new ImportAccount()) { Scope = ImportScope.Shop });

    Task<LabStep> ServeAsync(LabStep? before = null, int count = 2) => Get<Lab>().ServeAsync(Ann, "home", count, before, null, CancellationToken.None);

    [Fact]
    public async Task Act_View_IsLoggedAsAViewOfTheLabAndCountsInNoFigure()
    {
        var step = await ServeAsync();

        var (action, problem) = await Get<Lab>().ActAsync(Ann, EventKind.View, step.Slate, step.Slate.Items[0], CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal(EventKind.View, action!.Kind);
        var logged = Assert.Single(Get<EventTable>().ReadAll());
        Assert.Equal((EventKind.View, EventOrigin.Lab), (logged.Kind, logged.Origin));
        Assert.Empty(Get<LiveMetrics>().Capture().Series);
        Assert.Single((await ServeAsync(step)).Memory.Recent);
    }

    [Fact]
    public async Task Act_SlateOfAShopThatWasReplaced_IsRefused()
    {
        var step = await ServeAsync();
        await ImportAsync("x", "y", "z");

        var (action, problem) = await Get<Lab>().ActAsync(Ann, EventKind.Purchase, step.Slate, step.Slate.Items[0], CancellationToken.None);

        Assert.Null(action);
        Assert.Contains("Another shop", problem, StringComparison.Ordinal);
        Assert.Empty(Get<EventTable>().ReadAll());
    }

    [Fact]
    public async Task Serve_RightAfterAnImport_ShowsTheNewShop()
    {
        await ImportAsync("x", "y", "z");

        var step = await ServeAsync(count: 3);

        Assert.Equal(["x", "y", "z"], step.Slate.Items.Select(item => item.ItemId.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Serve_AnotherLength_MovesNothing()
    {
        var first = await ServeAsync(count: 1);

        var longer = await ServeAsync(first, count: 3);

        Assert.True(longer.IsResized);
        Assert.All(longer.Moves, move => Assert.Equal(MoveKind.First, move.Kind));
    }

    [Fact]
    public async Task Recall_ShopThatWasReplaced_HasNoStepsOfIt()
    {
        var step = await ServeAsync();
        Get<Lab>().Keep(Ann, [step]);
        Assert.Equal([step], Get<Lab>().Recall(Ann));

        await ImportAsync("x");

        Assert.Null(Get<Lab>().Recall(Ann));
    }
}
