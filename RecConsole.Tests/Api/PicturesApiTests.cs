using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class PicturesApiTests : IAsyncLifetime
{
    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded; // or loading replaces the catalogue by the store's
        console.Services.GetRequiredService<CatalogStore>().Upsert([new Item(new ItemId("a/b c#1"), "Jam making set") { Category = "Kitchen" }]);
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    [Fact]
    public async Task Get_ItemWithAnOddId_DrawsItAndAnswers304ToItsTag()
    {
        var path = $"/img/item/{Uri.EscapeDataString("a/b c#1")}.svg";
        using var first = await console.Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await console.Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("image/svg+xml", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Jam making set", XDocument.Parse(await first.Content.ReadAsStringAsync()).Root!.Elements().First().Value);
        Assert.Equal(CacheControlHeaderValue.Parse("public, max-age=300"), first.Headers.CacheControl);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/img/item/none.svg")]
    [InlineData("/img/item/none.png")]
    public async Task Get_UnknownItem_Is404AndSaysSo(string path)
    {
        using var response = await console.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
