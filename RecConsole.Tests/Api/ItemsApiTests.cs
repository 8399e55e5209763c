using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class ItemsApiTests : IAsyncLifetime
{
    const string Lamp = """{"title":"Lamp","price":19.90,"cost":7,"stock":3,"brand":"B","attributes":{"watt":8,"dim":true,"note":"x"}}""";

    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    CatalogSnapshot Catalog => console.Services.GetRequiredService<CatalogStore>().Current;

    Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body, string type = "application/json") =>
        console.Client.SendAsync(new HttpRequestMessage(method, "/api/v1/items" + path) { Content = new StringContent(body, Encoding.UTF8, type) });

    static async Task<JsonElement> BodyAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string> ProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await BodyAsync(response, expected)).GetProperty("title").GetString()!;
    }

    [Fact]
    public async Task Put_NewItem_IsCreatedServedAndStored()
    {
        var created = await SendAsync(HttpMethod.Put, "/a%20b", Lamp);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var item = await BodyAsync(await console.Client.GetAsync(created.Headers.Location), HttpStatusCode.OK);
        Assert.Equal("a b", item.GetProperty("id").GetString());
        Assert.Equal(19.90m, item.GetProperty("price").GetDecimal());
        Assert.Equal("8", item.GetProperty("attributes").GetProperty("watt").GetString());
        var stored = Assert.Single(console.Services.GetRequiredService<ItemTable>().ReadAll());
        Assert.Equal(Catalog[0] with { Attributes = stored.Attributes }, stored);
        Assert.Equal(ShopSource.Own, console.Services.GetRequiredService<ShopStatus>().Current.Source);
    }

    [Fact]
    public async Task Put_KnownItem_ForgetsWhatIsNotGiven()
    {
        await SendAsync(HttpMethod.Put, "/lamp", Lamp);

        await BodyAsync(await SendAsync(HttpMethod.Put, "/lamp", """{"id":"lamp","title":"Other"}"""), HttpStatusCode.OK);

        Assert.Equal(("Other", null, null), (Catalog[0].Title, Catalog[0].Price, Catalog[0].Brand));
        Assert.Empty(Catalog[0].Attributes);
    }

    [Fact]
    public async Task Patch_KnownItem_ChangesWhatIsGiven()
    {
        await SendAsync(HttpMethod.Put, "/lamp", Lamp);

        var patched = await SendAsync(HttpMethod.Patch, "/lamp", """{"stock":0,"brand":null,"attributes":{"dim":null,"new":"1"}}""", "application/merge-patch+json");

        await BodyAsync(patched, HttpStatusCode.OK);
        var lamp = Catalog[0];
        Assert.Equal(("Lamp", 19.90m, 0, null), (lamp.Title, lamp.Price, lamp.Stock, lamp.Brand));
        Assert.False(lamp.IsEligible);
        Assert.Equal(["new", "note", "watt"], lamp.Attributes.Keys.Order());
    }

    [Fact]
    public async Task Patch_UnknownItem_IsNotFound()
    {
        Assert.Contains("'nix'", await ProblemAsync(await SendAsync(HttpMethod.Patch, "/nix", """{"stock":1}"""), HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("'nix'", await ProblemAsync(await console.Client.GetAsync("/api/v1/items/nix"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"price":5}""", "title")]
    [InlineData("""{"title":"  "}""", "title")]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":"T","price":-0.01}""", "price")]
    [InlineData("""{"title":"T","price":"5"}""", "price")]
    [InlineData("""{"title":"T","price":1e400}""", "price")]
    [InlineData("""{"title":"T","stock":-1}""", "stock")]
    [InlineData("""{"title":"T","stock":2.5}""", "stock")]
    [InlineData("""{"title":"T","active":"yes"}""", "active")]
    [InlineData("""{"title":"T","active":null}""", "active")]
    [InlineData("""{"title":"T","addedAt":"yesterday"}""", "addedAt")]
    [InlineData("""{"title":"T","imageUrl":"javascript:alert(1)"}""", "imageUrl")]
    [InlineData("""{"title":"T","attributes":[]}""", "attributes")]
    [InlineData("""{"title":"T","attributes":{"a":{}}}""", "attributes")]
    [InlineData("""{"title":"T","prise":5}""", "prise")]
    [InlineData("""{"title":"T","id":"other"}""", "id")]
    [InlineData("""{"title":"T","\ud800":1}""", "Unicode")]
    [InlineData("""{"title":"\udc00"}""", "Unicode")]
    [InlineData("""[1]""", "object")]
    [InlineData("""{""", "JSON")]
    [InlineData("", "JSON")]
    public async Task Put_WrongItem_NamesTheFieldAndChangesNothing(string body, string named)
    {
        Assert.Contains(named, await ProblemAsync(await SendAsync(HttpMethod.Put, "/x", body), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(0, Catalog.Count);
        Assert.Empty(console.Services.GetRequiredService<ItemTable>().ReadAll());
    }

    [Fact]
    public async Task Put_IdTooLong_IsRefused() =>
        Assert.Contains("128", await ProblemAsync(await SendAsync(HttpMethod.Put, "/" + new string('x', 129), Lamp), HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task Put_NotJson_IsTold() =>
        await ProblemAsync(await SendAsync(HttpMethod.Put, "/x", "title=T", "application/x-www-form-urlencoded"), HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task Post_GoodAndBadItems_KeepsTheGoodAndNamesTheBad()
    {
        await SendAsync(HttpMethod.Put, "/lamp", Lamp);
        const string Batch = """
            {"items":[{"id":"lamp","price":25},{"id":"chair","title":"Chair"},{"id":"chair","stock":4},{"id":"ghost","stock":4},
            {"title":"no id"},7,null,{"id":"","title":"T"},{"id":"x","title":"T","price":-1},{"id":"\ud800","title":"T"},{"id":5}]}
            """;

        var answer = await BodyAsync(await SendAsync(HttpMethod.Post, "", Batch), HttpStatusCode.OK);

        Assert.Equal((3, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("created").GetInt32()));
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], rejected.Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal(["lamp", "chair"], Catalog.Items.ToArray().Select(item => item.Id.Value));
        Assert.Equal((25m, "B", 4), (Catalog[0].Price, Catalog[0].Brand, Catalog[1].Stock));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Post_BodyThatIsNoBatch_IsRefused(string body) =>
        Assert.Contains("items", await ProblemAsync(await SendAsync(HttpMethod.Post, "", body), HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task Get_Pages_CoverTheCatalogueInOrder()
    {
        var batch = string.Join(',', Enumerable.Range(0, 5).Select(n => $$"""{"id":"i{{n}}","title":"T{{n}}"}"""));
        await SendAsync(HttpMethod.Post, "", $$"""{"items":[{{batch}}]}""");

        var page = await BodyAsync(await console.Client.GetAsync("/api/v1/items?offset=2&limit=2"), HttpStatusCode.OK);
        var end = await BodyAsync(await console.Client.GetAsync("/api/v1/items?offset=9"), HttpStatusCode.OK);

        Assert.Equal(5, page.GetProperty("total").GetInt32());
        Assert.Equal(["i2", "i3"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(0, end.GetProperty("items").GetArrayLength());
        Assert.Contains("limit", await ProblemAsync(await console.Client.GetAsync("/api/v1/items?limit=0"), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("offset", await ProblemAsync(await console.Client.GetAsync("/api/v1/items?offset=x"), HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Item_IsNotAllowed() =>
        Assert.Contains("PATCH", await ProblemAsync(await console.Client.DeleteAsync("/api/v1/items/x"), HttpStatusCode.MethodNotAllowed), StringComparison.Ordinal);

    [Fact]
    public async Task Restart_Items_KeepTheirPlaces()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            await first.Client.PutAsJsonAsync("/api/v1/items/b", new { title = "B" });
            await first.Client.PutAsJsonAsync("/api/v1/items/a", new { title = "A" });
            await first.Client.PutAsJsonAsync("/api/v1/items/b", new { title = "B2" });
        }
        await using var second = await RunningConsole.StartAsync(dataFolder: folder.Path);

        var items = await second.Client.GetFromJsonAsync<JsonElement>("/api/v1/items");

        Assert.Equal(["B2", "A"], items.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
    }
}
