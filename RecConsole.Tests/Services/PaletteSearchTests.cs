using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class PaletteSearchTests : IAsyncLifetime
{
    RunningConsole console = null!;

    PaletteSearch Search => console.Services.GetRequiredService<PaletteSearch>();

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        console.Services.GetRequiredService<CatalogStore>().Upsert(
        [
            new Item(new ItemId("table"), "Oak chair") { Brand = "Lumarie" },
            new Item(new ItemId("a1"), "Lamp for a table"),
            new Item(new ItemId("a2"), "Table lamp, sand") { Brand = "Lumarie" },
            new Item(new ItemId("table-9"), "Tea towel"),
            .. Enumerable.Range(0, 20).Select(n => new Item(new ItemId($"x{n}"), $"Garden hose {n}")),
        ]);
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    string[] Items(string text) => [.. Search.Items(text).Select(entry => entry.Address["catalog/".Length..])];

    [Fact]
    public void Items_OneWord_IdFirstThenBeginningsThenTheRest() => Assert.Equal(["table", "table-9", "a2", "a1"], Items("table"));

    [Fact]
    public void Items_TwoWords_HoldBothWhereverTheyStand() => Assert.Equal(["a2"], Items(" lumarie  LAMP "));

    [Fact]
    public void Items_ManyMatch_AreAsManyAsAreShownInTheirOrder() => Assert.Equal(Enumerable.Range(0, PaletteSearch.MostItems).Select(n => $"x{n}"), Items("hose"));

    [Fact]
    public void Items_NoWord_AreNone() => Assert.Empty(Items("  "));

    [Fact]
    public void Strategies_NoWord_AreAllAndAnotherWordNone()
    {
        Assert.Equal(["strategies/default"], Search.Strategies("").Select(entry => entry.Address));
        Assert.Empty(Search.Strategies("margin"));
    }
}
