using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Storage;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Hosting;

public sealed class SharedViewsTests : IDisposable
{
    readonly StoreFixture store = new();
    readonly ManualTime time = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => store.Dispose();

    SharedViewTable Table => new(store.Database);

    SharedViews Views => new(store.Database, Table, time);

    [Fact]
    public async Task Keep_View_IsFoundAgainAlsoAfterARestart()
    {
        var id = await Views.KeepAsync("lab", "?as=persona%3ARunner");

        store.Reopen();

        Assert.Equal(10, id!.Length);
        Assert.All(id, c => Assert.True(c is >= 'a' and <= 'z' or >= '2' and <= '7'));
        var view = (await Views.FindAsync(id))!;
        Assert.Equal(("lab", "?as=persona%3ARunner"), (view.Page, view.Query));
        Assert.Null(await Views.FindAsync("aaaaaaaaaa"));
    }

    [Fact]
    public async Task Keep_SameViewTwice_IsOneAndAnotherPageIsAnother()
    {
        var first = await Views.KeepAsync("lab", "?count=6");

        Assert.Equal(first, await Views.KeepAsync("lab", "?count=6"));
        Assert.NotEqual(first, await Views.KeepAsync("catalog", "?count=6"));
        Assert.NotEqual(first, await Views.KeepAsync("lab", "?count=7"));
        Assert.Equal(3, Table.Count());
    }

    [Fact]
    public async Task Keep_IdThatStandsForAnotherView_GetsALongerOne()
    {
        var first = (await Views.KeepAsync("lab", "?count=6"))!;
        await store.CommitAsync(connection =>
        {
            using var clear = connection.CreateCommand();
            clear.CommandText = "delete from shared_view";
            return clear.ExecuteNonQuery();
        });
        await PutAsync(first, "?other=1");

        var second = (await Views.KeepAsync("lab", "?count=6"))!;

        Assert.Equal((11, first), (second.Length, second[..10]));
        Assert.Equal("?count=6", (await Views.FindAsync(second))!.Query);
        Assert.Equal("?other=1", (await Views.FindAsync(first))!.Query);
    }

    [Fact]
    public async Task Trim_MoreThanAreKept_LosesThoseUsedLongestAgo()
    {
        for (var n = 0; n < 5; n++)
        {
            await PutAsync($"id{n}", $"?n={n}");
            time.Now += TimeSpan.FromDays(2);
        }
        Assert.NotNull(await Views.FindAsync("id0")); // in use again

        await store.CommitAsync(connection =>
        {
            SharedViewTable.Trim(connection, 2);
            return true;
        });

        Assert.Equal(2, Table.Count());
        Assert.NotNull(Table.Find("id0"));
        Assert.NotNull(Table.Find("id4"));
    }

    [Fact]
    public async Task Keep_QueryBeyondAllBounds_IsNotKept() => Assert.Null(await Views.KeepAsync("lab", "?x=" + new string('x', SharedViews.MaxQueryLength)));

    [Fact]
    public async Task ShortAddress_LongQuery_ComesBackWhole()
    {
        var addresses = new ShortAddresses(Views);
        var query = "?q=" + new string('x', ShortAddresses.LongestQuery);

        var path = await addresses.PathOfAsync("catalog", query);

        Assert.StartsWith("catalog?s=", path, StringComparison.Ordinal);
        Assert.Equal((query, null), await addresses.ExpandAsync("catalog", path["catalog".Length..]));
        Assert.Equal("catalog?q=tea", await addresses.PathOfAsync("catalog", "?q=tea"));
        Assert.Equal(("?q=tea", null), await addresses.ExpandAsync("catalog", "?q=tea"));
    }

    [Theory]
    [InlineData("lab", "?s=unknown")]
    [InlineData("audit", null)]
    public async Task ShortAddress_IdThatIsNotOfThePage_SaysSo(string page, string? search)
    {
        var addresses = new ShortAddresses(Views);
        search ??= (await addresses.ShortenAsync("lab", "?count=6"))["lab".Length..];

        var (query, problem) = await addresses.ExpandAsync(page, search);

        Assert.Equal("", query);
        Assert.StartsWith("There is no view '", problem, StringComparison.Ordinal);
    }

    Task PutAsync(string id, string query) => store.CommitAsync(connection =>
    {
        SharedViewTable.Put(connection, id, "lab", query, time.GetUtcNow());
        return true;
    });
}
