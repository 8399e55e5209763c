using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class WhatIfApiTests(WhatIfApiTests.DemoShop demo) : IClassFixture<WhatIfApiTests.DemoShop>
{
    [Fact]
    public async Task WhatIf_OtherWeights_AnswersMovementExposureAndEstimates()
    {
        await demo.WaitForSlatesAsync(300);
        var answer = await AnswerAsync(new { strategy = "default", weights = new { popularity = 0.5, margin = 0.2 }, requests = 250 });

        Assert.Equal("default", answer.GetProperty("strategy").GetString());
        Assert.Equal(250, answer.GetProperty("requests").GetInt32());
        var movement = answer.GetProperty("movement");
        Assert.InRange(movement.GetProperty("changedTop10").GetDouble(), 0.01, 1);
        Assert.InRange(movement.GetProperty("rankBiasedOverlap").GetDouble(), 0, 0.9999);
        Assert.Contains(movement.GetProperty("histogram").EnumerateArray(), move => move.GetProperty("slots").GetInt32() != 0);
        foreach (var field in new[] { "brand", "category", "priceBand" })
        {
            var shares = answer.GetProperty("exposure").GetProperty(field).EnumerateArray().ToArray();
            Assert.Equal(1, shares.Sum(share => share.GetProperty("live").GetDouble()), 1e-6);
            Assert.Equal(1, shares.Sum(share => share.GetProperty("draft").GetDouble()), 1e-6);
        }
        Assert.Contains(answer.GetProperty("verdict").GetString(), new[] { "reliable", "directional", "notSupported" });
        var isSupported = answer.GetProperty("verdict").GetString() != "notSupported";
        foreach (var figure in new[] { "ctr", "conversion" })
        {
            var estimate = answer.GetProperty(figure);
            Assert.Equal(isSupported ? JsonValueKind.Object : JsonValueKind.Null, estimate.ValueKind);
            if (isSupported) Assert.InRange(estimate.GetProperty("value").GetDouble(), estimate.GetProperty("ciLower").GetDouble(), estimate.GetProperty("ciUpper").GetDouble());
        }
        Assert.True(answer.GetProperty("tookMs").GetDouble() > 0);
    }

    [Fact]
    public async Task WhatIf_TheLiveWeights_ChangeNothingAndKeepTheHash()
    {
        await demo.WaitForSlatesAsync(100);
        var answer = await AnswerAsync(new { strategy = "default", weights = new { }, requests = 100 });

        Assert.Equal(answer.GetProperty("live").GetString(), answer.GetProperty("revision").GetString());
        Assert.Equal(0, answer.GetProperty("movement").GetProperty("changedTop10").GetDouble());
        Assert.Equal(1, answer.GetProperty("movement").GetProperty("rankBiasedOverlap").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task WhatIf_RulesOfTheBody_TakeThePlaceOfThoseThatAreLive()
    {
        await demo.WaitForSlatesAsync(100);
        var brand = (await AnswerAsync(new { strategy = "default", requests = 100 })).GetProperty("exposure").GetProperty("brand").EnumerateArray()
            .First(share => share.GetProperty("live").GetDouble() > 0).GetProperty("group").GetString();

        var rule = JsonSerializer.SerializeToElement(new StrategyRule("none-of-it", RuleKind.Hide) { Items = new ItemCondition { Brands = [brand!] } }, StrategyJson.Options);
        var answer = await AnswerAsync(new { strategy = "default", rules = new[] { rule }, requests = 100 });

        var share = answer.GetProperty("exposure").GetProperty("brand").EnumerateArray().Single(one => one.GetProperty("group").GetString() == brand);
        Assert.Equal(0, share.GetProperty("draft").GetDouble());
    }

    [Theory]
    [InlineData("""{"strategy":"nobody"}""", 404, "strategy 'nobody' does not exist; live strategies are default")]
    [InlineData("""{"weights":{"popularity":1}}""", 400, "strategy is missing")]
    [InlineData("""{"strategy":"default","weights":{"fame":1}}""", 400, "There is no weight 'fame'; there are relevance")]
    [InlineData("""{"strategy":"default","weights":{"popularity":7}}""", 400, "The weight of 'popularity' is 7; its bounds are -3 to 3.")]
    [InlineData("""{"strategy":"default","requests":10001}""", 400, "requests is 10001; it must lie between 1 and 10000")]
    [InlineData("""{"strategy":"default","requests":0}""", 400, "requests is 0")]
    [InlineData("""{"strategy":"default","rules":[{"key":"x"}]}""", 400, "rules[0] is not a rule")]
    [InlineData("""{"strategy":"default","rules":[{"key":"x","kind":"boost","colour":1}]}""", 400, "rules[0] is not a rule")]
    public async Task WhatIf_WrongBody_SaysWhatIsWrong(string body, int status, string title)
    {
        await demo.Console.Services.GetRequiredService<ShopLoader>().Loaded;
        var response = await demo.Console.Client.PostAsync("/api/v1/what-if", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(title, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_WhatIf_IsDescribed()
    {
        var document = await demo.Console.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var post = document.GetProperty("paths").GetProperty("/api/v1/what-if").GetProperty("post");
        Assert.Contains("Nothing is saved", post.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(post.GetProperty("responses").TryGetProperty("404", out _));
    }

    async Task<JsonElement> AnswerAsync(object body)
    {
        var response = await demo.Console.Client.PostAsJsonAsync("/api/v1/what-if", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A demo shop with shoppers in it.</summary>
    public sealed class DemoShop : IAsyncLifetime
    {
        public RunningConsole Console { get; private set; } = null!;

        public async Task InitializeAsync() => Console = await RunningConsole.StartAsync(demo: true);

        public Task WaitForSlatesAsync(int sampled) => Eventually.HoldsAsync(
            () => Console.Services.GetRequiredService<SlateTable>().ReadSamples(sampled).Count() >= sampled, $"{sampled} slates are logged with their scores", TimeSpan.FromMinutes(4));

        public async Task DisposeAsync() => await Console.DisposeAsync();
    }
}
