using RecConsole.Engine.Catalog;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class CatalogListingTests
{
    static readonly CatalogSnapshot Snapshot = Of(
        new Item(new("tea-1"), "Green tea") { Category = "Pantry", Brand = "Aoi", Price = 4.50m, Stock = 10 },
        new Item(new("pot-1"), "Tea pot") { Category = "Kitchen", Brand = "Bo", Price = 30m, Stock = 0 },
        new Item(new("cup-1"), "Cup") { Category = "Kitchen", Brand = "aoi", Stock = 5, Active = false },
        new Item(new("mat-1"), "Mat") { Category = "Kitchen", Price = 4.50m });

    [Fact]
    public void Select_NoFilter_ListsAllAsTheShopDoes() => Assert.Equal([0, 1, 2, 3], Select(CatalogFilter.None));

    [Theory]
    [InlineData("tea", new[] { 0, 1 })]
    [InlineData("TEA pot", new[] { 1 })]
    [InlineData("aoi", new[] { 0, 2 })]
    [InlineData("kitchen cup", new[] { 2 })]
    [InlineData("mat-1", new[] { 3 })]
    [InlineData("teapot", new int[0])]
    public void Select_Text_WantsEveryWordSomewhere(string text, int[] expected) =>
        Assert.Equal(expected, Select(CatalogFilter.None with { Text = text }));

    [Theory]
    [InlineData(ItemState.Shown, new[] { 0, 3 })]
    [InlineData(ItemState.SoldOut, new[] { 1 })]
    [InlineData(ItemState.Inactive, new[] { 2 })]
    public void Select_State_KeepsItsItems(ItemState state, int[] expected) =>
        Assert.Equal(expected, Select(CatalogFilter.None with { State = state }));

    [Fact]
    public void Select_BrandAndCategory_BothHoldWhateverTheCase() =>
        Assert.Equal([2], Select(CatalogFilter.None with { Brand = "AOI", Category = "kitchen" }));

    [Theory]
    [InlineData(false, new[] { 0, 3, 1, 2 })]
    [InlineData(true, new[] { 1, 0, 3, 2 })]
    public void Select_SortedByPrice_UnknownStandsLastAndTiesKeepTheirOrder(bool descending, int[] expected) =>
        Assert.Equal(expected, Select(CatalogFilter.None with { Sort = CatalogSort.Price, Descending = descending }));

    [Fact]
    public void Select_SortedByTitle_IgnoresCase() => Assert.Equal([2, 0, 3, 1], Select(CatalogFilter.None with { Sort = CatalogSort.Title }));

    [Fact]
    public void Select_SortedByPopularity_TakesItemsBeyondTheColumnAsZero() =>
        Assert.Equal([1, 0, 2, 3], CatalogListing.Select(Snapshot, CatalogFilter.None with { Sort = CatalogSort.Popularity, Descending = true }, [1f, 2f], CancellationToken.None));

    [Fact]
    public void Select_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => CatalogListing.Select(Snapshot, CatalogFilter.None, [], new CancellationToken(canceled: true)));

    static int[] Select(CatalogFilter filter) => CatalogListing.Select(Snapshot, filter, [], CancellationToken.None);

    static CatalogSnapshot Of(params Item[] items)
    {
        var store = new CatalogStore();
        store.Replace(items);
        return store.Current;
    }
}
