using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class RecommendationsApiTests : IAsyncLifetime
{
    const int Clusters = 4, ItemsPerCluster = 25;

    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    [Theory]
    [InlineData("""{"placement": "home", "contxt": {"category": "Tea"}}""", "contxt")]
    [InlineData("""{"placement": "home", "context": {"categry": "Tea"}}""", "categry")]
    public async Task Recommend_MisspeltField_IsRefusedByName(string body, string field)
    {
        await using var console = await RunningConsole.StartAsync();
        using var answer = await console.Client.PostAsync("/api/v1/recommendations", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"The field '{field}' does not belong here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommend_NothingOptional_LeavesOutWhatIsNotThere()
    {
        await using var console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<Engine.Hosting.CatalogWriter>().ChangeAsync(_ => [new Engine.Catalog.Item(new("a"), "A")]);
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<Engine.Ranking.Ranker>().Current.Catalog.Count == 1, "the item is ranked");
        using var answer = await console.Client.PostAsync("/api/v1/recommendations", new StringContent("""{"placement": "home"}""", System.Text.Encoding.UTF8, "application/json"));

        var text = await answer.Content.ReadAsStringAsync();

        Assert.Contains("\"itemId\":\"a\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommend_EmptyCatalogue_IsAnEmptySlateThatSaysWhy()
    {
        var slate = await SlateAsync(new { placement = "home", count = 5 });
        Assert.Empty(slate.GetProperty("items").EnumerateArray());
        Assert.Contains("catalogue is empty", slate.GetProperty("empty").GetString());
    }

    [Fact]
    public async Task Recommend_KnownAnonymousAndUnknown_ContributionsAddUp()
    {
        await OpenShopAsync();
        await SendAsync("u-known", "s-known", "click", Item(2, 3), Item(2, 4), Item(2, 5));
        object[] requests =
        [
            new { userId = "u-known", placement = "home", count = 10, explain = true },
            new { sessionId = "s-known", placement = "home", count = 10, explain = true },
            new { userId = "stranger", sessionId = "new", placement = "home", count = 10, explain = true },
        ];
        foreach (var request in requests)
        {
            var slate = await SlateAsync(request);
            Assert.Equal(10, slate.GetProperty("items").GetArrayLength());
            var last = float.PositiveInfinity;
            foreach (var item in slate.GetProperty("items").EnumerateArray())
            {
                var score = item.GetProperty("score").GetSingle();
                var terms = item.GetProperty("contributions").EnumerateObject().ToDictionary(t => t.Name, t => (double)t.Value.GetSingle());
                Assert.Contains("relevance", terms.Keys);
                Assert.Contains("popularity", terms.Keys);
                Assert.Contains("newness", terms.Keys);
                Assert.InRange(Math.Abs(terms.Values.Sum() - score), 0, 1e-5 * terms.Values.Sum(Math.Abs) + 1e-9);
                Assert.True(score <= last);
                last = score;
            }
        }
        var unknown = await SlateAsync(requests[2]);
        Assert.All(unknown.GetProperty("items").EnumerateArray(), item => Assert.Equal(0, item.GetProperty("contributions").GetProperty("relevance").GetSingle()));
    }

    [Fact]
    public async Task Recommend_AfterAClick_TheNextSlateFollowsIt()
    {
        await OpenShopAsync();
        var before = await ItemsAsync(new { sessionId = "visit", placement = "home", count = 8 });
        await SendAsync("visitor", "visit", "click", Item(3, 7));
        var after = await ItemsAsync(new { sessionId = "visit", placement = "home", count = 8 });
        Assert.NotEqual(before, after);
        Assert.True(after.Count(id => id.StartsWith("c3-", StringComparison.Ordinal)) >= 6, string.Join(", ", after));
    }

    [Fact]
    public async Task Recommend_BoughtItem_IsNotShownAgain()
    {
        await OpenShopAsync();
        await SendAsync("buyer", "s-buyer", "purchase", Item(1, 0), Item(1, 1));
        var items = await ItemsAsync(new { userId = "buyer", placement = "home", count = 100 });
        Assert.DoesNotContain(Item(1, 0), items);
        Assert.DoesNotContain(Item(1, 1), items);
        Assert.Equal(Clusters * ItemsPerCluster - 2, items.Count);
    }

    [Fact]
    public async Task Recommend_StockChange_ShowsWithinASecond()
    {
        await OpenShopAsync();
        var first = (await ItemsAsync(new { placement = "home", count = 1 }))[0];
        var catalog = console.Services.GetRequiredService<CatalogStore>();
        catalog.Upsert([catalog.Current.Find(new ItemId(first))! with { Stock = 0 }]);
        await Eventually.HoldsAsync(async () => !(await ItemsAsync(new { placement = "home", count = 100 })).Contains(first), "the item out of stock leaves the slates");
    }

    public static TheoryData<string, string> BadBodies => new()
    {
        { """{"count":5}""", "placement is missing" },
        { """{"placement":"home","count":0}""", "between 1 and 100" },
        { """{"placement":"home","count":101}""", "between 1 and 100" },
        { """{"placement":"home","strategy":"nope"}""", "live strategies are default" },
        { """{"placement":"home","userId":""}""", "userId has 0 characters" },
        { """{"placement":"home","exclude":["a",null]}""", "exclude[1] is null" },
        { """{"placement":"home","count":"five"}""", "at $.count" },
        { """{"placement":""", "ends or breaks at line 1" },
        { "", "body is empty" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Recommend_BadBody_SaysWhatWouldBeRight(string body, string says)
    {
        using var response = await console.Client.PostAsync("/api/v1/recommendations", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, JsonDocument.Parse(text).RootElement.GetProperty("title").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    static string Item(int cluster, int i) => $"c{cluster}-{i}";

    /// <summary>A catalogue of four kinds of items, and shoppers who each bought of one kind, from whom the model learns the kinds.</summary>
    async Task OpenShopAsync()
    {
        // through the API, which waits until the shop is loaded: what is put into memory before that is replaced by the store's
        var items = Enumerable.Range(0, Clusters).SelectMany(c => Enumerable.Range(0, ItemsPerCluster).Select(i => new
        {
            id = Item(c, i), title = Item(c, i), category = $"c{c}", price = 10 + i, addedAt = new DateTimeOffset(2026, 1, 1 + i, 0, 0, 0, TimeSpan.Zero),
        })).ToArray();
        using (var stocked = await console.Client.PostAsJsonAsync("/api/v1/items", new { items })) stocked.EnsureSuccessStatusCode();

        var rng = new Rng(1);
        var visits = Enumerable.Range(0, 240).SelectMany(visit => Enumerable.Range(0, 6).Select(_ => new
        {
            type = "view", userId = $"u{visit}", sessionId = $"s{visit}", itemId = Item(visit % Clusters, rng.NextInt(ItemsPerCluster)),
        }));
        using var response = await console.Client.PostAsJsonAsync("/api/v1/events", new { events = visits });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var ranker = console.Services.GetRequiredService<Ranker>();
        await Eventually.HoldsAsync(() => ranker.Current.Model?.Vocabulary.Count == items.Length && ranker.Current.Catalog.Count == items.Length, "the model is fitted and ranks");
    }

    async Task SendAsync(string user, string session, string type, params string[] items)
    {
        using var response = await console.Client.PostAsJsonAsync("/api/v1/events", new
        {
            events = items.Select(item => new { type, userId = user, sessionId = session, itemId = item }),
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    async Task<JsonElement> SlateAsync(object request)
    {
        using var response = await console.Client.PostAsJsonAsync("/api/v1/recommendations", request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<List<string>> ItemsAsync(object request) =>
        [.. (await SlateAsync(request)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("itemId").GetString()!)];
}
