using RecConsole.Engine.Catalog;

namespace RecConsole.Tests.Catalog;

public sealed class CatalogStoreTests
{
    static Item Item(string id, string title = "t") => new(new ItemId(id), title);

    [Fact]
    public void Upsert_KnownAndNew_KeepsIndicesAndAppends()
    {
        var store = new CatalogStore();
        store.Upsert([Item("a"), Item("b")]);
        var before = store.Current;
        Assert.Equal(1, store.Upsert([Item("b", "changed"), Item("c")]));
        var after = store.Current;

        Assert.Equal((2, 3), (before.Count, after.Count));
        Assert.Equal("t", before[1].Title);
        Assert.Equal("changed", after[1].Title);
        Assert.Equal(1, after.IndexOf(new ItemId("b")));
        Assert.Equal(2, after.IndexOf(new ItemId("c")));
        Assert.Equal(-1, before.IndexOf(new ItemId("c")));
        Assert.True(after.Version > before.Version);
        Assert.Equal(before.Generation, after.Generation);
    }

    [Fact]
    public void Upsert_TwoShopsFromEmpty_KnowNothingOfEachOther()
    {
        var one = new CatalogStore();
        var other = new CatalogStore();
        one.Upsert([Item("a"), Item("b")]);
        other.Upsert([Item("c"), Item("b"), Item("a")]);
        Assert.Equal((2, 3), (one.Current.Count, other.Current.Count));
        Assert.Equal((0, 2), (one.Current.IndexOf(new ItemId("a")), other.Current.IndexOf(new ItemId("a"))));
    }

    [Fact]
    public void Upsert_SameIdTwiceInABatch_LastWins()
    {
        var store = new CatalogStore();
        store.Upsert([Item("a", "first"), Item("a", "second")]);
        Assert.Equal(1, store.Current.Count);
        Assert.Equal("second", store.Current[0].Title);
    }

    [Fact]
    public void Replace_OtherCatalogue_StartsANewGeneration()
    {
        var store = new CatalogStore();
        store.Upsert([Item("a"), Item("b")]);
        var generation = store.Current.Generation;
        store.Replace([Item("b")]);
        Assert.Equal(1, store.Current.Count);
        Assert.Equal(0, store.Current.IndexOf(new ItemId("b")));
        Assert.Equal(-1, store.Current.IndexOf(new ItemId("a")));
        Assert.NotEqual(generation, store.Current.Generation);
    }

    [Fact]
    public async Task Upsert_ManyThreads_LosesNothing()
    {
        var store = new CatalogStore();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++) store.Upsert([Item($"{t}-{i}")]);
        })));
        Assert.Equal(400, store.Current.Count);
        Assert.Equal(400, store.Current.Items.ToArray().Select(item => item.Id).Distinct().Count());
        for (var i = 0; i < 400; i++) Assert.Equal(i, store.Current.IndexOf(store.Current[i].Id));
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, 0, false)]
    [InlineData(true, 3, true)]
    [InlineData(false, 3, false)]
    public void IsEligible_ByActiveAndStock(bool active, int? stock, bool expected) =>
        Assert.Equal(expected, (Item("a") with { Active = active, Stock = stock }).IsEligible);

    [Theory]
    [InlineData(10.0, 4.0, 0.6)]
    [InlineData(10.0, null, null)]
    [InlineData(0.0, 4.0, null)]
    public void Margin_IsShareOfPrice(double price, double? cost, double? expected) =>
        Assert.Equal(expected, (Item("a") with { Price = (decimal)price, Cost = (decimal?)cost }).Margin);
}
