using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>An interleaving on the real host: from requests over HTTP to its preference, over a restart.</summary>
public sealed class InterleavingWatchTests
{
    const int Shoppers = 240;

    static readonly Experiment Definition = new("both", "Cheap against popular")
    {
        Method = ExperimentMethod.Interleaving,
        Variants = [new Variant("control", StrategyStore.FirstDefault.Key, 0.5), new Variant("cheap", "cheap", 0.5)],
        Metrics = [MetricPresets.Of(ShopMetric.ClickThrough)],
        Plan = AnalysisPlan.Default with { RampSteps = [1], MinimumDays = 0 },
    };

    [Fact]
    public async Task Watch_ShoppersWhoClickOneTeam_PreferIt_AndBothKindsOfRestartKnowEveryUnit()
    {
        using var folder = new TemporaryFolder();
        TeamCounts teams;
        await using (var first = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            await StartAsync(first.Services);
            await ShopAsync(first.Services);
            var watch = first.Services.GetRequiredService<ExperimentWatch>();
            await Eventually.HoldsAsync(() => watch.Latest("both")?.Interleaving?.Result?.Sums.WinsB == Shoppers / 2, "every click is credited");
            var found = watch.Latest("both")!;
            teams = found.Interleaving!.Teams;
            Assert.Equal((DecisionCode.Preferred, Shoppers), (found.Decision!.Code, found.Units));
            Assert.Equal((Shoppers / 6, Shoppers / 2), (teams.CreditA, teams.CreditB));
            Assert.All(found.Health, check => Assert.NotEqual(HealthState.Red, check.State));

            var answered = (await first.Client.GetFromJsonAsync<JsonElement>("/api/v1/experiments/both/results")).GetProperty("interleaving");
            Assert.Equal((Shoppers / 2, Shoppers / 6, Shoppers / 3), (answered.GetProperty("wins").GetInt32(), answered.GetProperty("losses").GetInt32(), answered.GetProperty("ties").GetInt32()));
            Assert.Equal(0.75, answered.GetProperty("winShare").GetProperty("value").GetDouble());
            var slate = await AskAsync(first.Client, "shopper-1");
            Assert.Equal(("both", "interleaved"), (slate.GetProperty("experiment").GetString(), slate.GetProperty("variant").GetString()));
            Assert.Equal(["cheap", "control"], slate.GetProperty("items").EnumerateArray().Select(item => item.TryGetProperty("variant", out var variant) ? variant.GetString() : null).OfType<string>().Distinct().Order());

            var slates = first.Services.GetRequiredService<SlateTable>();
            await Eventually.HoldsAsync(() => slates.ReadAll().Count(one => one.Teams.Count > 0) >= Shoppers, "the log has them");
            Assert.All(slates.ReadSamples(1000), sample => Assert.Empty(sample.Slate.Teams)); // no estimate is made of them
        }

        await using (var second = await RunningConsole.StartAsync(dataFolder: folder.Path))
            Assert.Equal(teams with { SlotsA = 0, SlotsB = 0, FirstA = 0, FirstB = 0 }, await CreditAsync(second.Services));

        // as after a crash: nothing was stored of units, and all is counted again from both logs
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, Database.FileName)};Pooling=False"))
        {
            connection.Open();
            connection.Execute("delete from experiment_unit; delete from experiment_mark");
        }
        await using var third = await RunningConsole.StartAsync(dataFolder: folder.Path);
        Assert.Equal(teams with { SlotsA = 0, SlotsB = 0, FirstA = 0, FirstB = 0 }, await CreditAsync(third.Services));
    }

    [Fact]
    public async Task Create_OverHttpWithAGuardrail_IsRefusedWithWhatWouldBeRight()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockAsync(console.Services);

        var answer = await console.Client.PostAsync("/api/v1/experiments", new StringContent(ExperimentJson.Write(Definition with { Metrics = Definition.Metrics.Add(MetricPresets.Of(ShopMetric.Latency)) }), null, "application/json"));
        var problems = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems");
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("The guardrail Latency cannot be told by strategy", Assert.Single(problems.EnumerateArray()).GetString(), StringComparison.Ordinal);

        var kept = await console.Client.PostAsync("/api/v1/experiments", new StringContent(ExperimentJson.Write(Definition), null, "application/json"));
        Assert.Equal("interleaving", (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("content").GetProperty("method").GetString());
    }

    static async Task<TeamCounts> CreditAsync(IServiceProvider services)
    {
        var watch = services.GetRequiredService<ExperimentWatch>();
        await Eventually.HoldsAsync(() => watch.Latest("both")?.Units == Shoppers, "every unit is known again");
        return watch.Latest("both")!.Interleaving!.Teams with { SlotsA = 0, SlotsB = 0, FirstA = 0, FirstB = 0 };
    }

    static async Task StockAsync(IServiceProvider services)
    {
        await services.GetRequiredService<ShopLoader>().Loaded;
        await services.GetRequiredService<CatalogWriter>().ChangeAsync(_ => [.. Enumerable.Range(0, 30).Select(i => new Item(new ItemId($"item-{i}"), $"Item {i}") { Stock = 9, Price = 60 - i, Category = $"shelf-{i % 3}" })]);
        await services.GetRequiredService<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("cheap").WithWeight("price", -1));
    }

    static async Task StartAsync(IServiceProvider services)
    {
        await StockAsync(services);
        await Eventually.HoldsAsync(async () => (await SlateAsync(services, 0)).Items is { Count: > 0 } control && !control.Select(item => item.ItemId).SequenceEqual((await SlateAsync(services, 0, "cheap")).Items.Select(item => item.ItemId)), "the two show different slates");
        var desk = services.GetRequiredService<ExperimentDesk>();
        var draft = (await desk.CreateAsync(Definition, Person.System)).Experiment!;
        Assert.Null((await desk.StartAsync(draft.Key, draft.Version, Person.System)).Sentence);
    }

    /// <summary>Of six shoppers three click a pick of the variant and one of the control; two click nothing.</summary>
    static async Task ShopAsync(IServiceProvider services)
    {
        var events = new List<ShopEvent>();
        var time = services.GetRequiredService<TimeProvider>();
        for (var shopper = 0; shopper < Shoppers; shopper++)
        {
            var slate = await SlateAsync(services, shopper);
            var team = (shopper % 6) switch { 0 or 1 or 2 => DraftTeam.B, 3 => DraftTeam.A, _ => DraftTeam.None };
            if (team == DraftTeam.None) continue;
            events.Add(new ShopEvent(new EventId($"click-{shopper}"), EventKind.Click, new UserId($"shopper-{shopper}"), new SessionId($"visit-{shopper}"), time.GetUtcNow()) { ItemId = slate.Items.First(item => item.Team == team).ItemId, SlateId = slate.Id });
        }
        await services.GetRequiredService<EventQueue>().TryEnqueue(events)!;
    }

    static async Task<Slate> SlateAsync(IServiceProvider services, int shopper, string? strategy = null) => await services.GetRequiredService<Recommender>().RecommendAsync(
        new SlateRequest("home", 6) { UserId = new UserId($"shopper-{shopper}"), SessionId = new SessionId($"visit-{shopper}"), Strategy = strategy });

    static async Task<JsonElement> AskAsync(HttpClient client, string shopper)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home", count = 6, userId = shopper, sessionId = shopper });
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
