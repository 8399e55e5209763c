using RecConsole.Engine.Impact;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Impact;

public sealed class WeightStudyTests
{
    static readonly StrategyRevision Live = new("live", 1, new Dictionary<string, float> { ["relevance"] = 1, ["popularity"] = 0.4f });

    readonly RankingCase shop = new(items: 400, dimensions: 8, seed: 21);

    /// <summary>Shoppers on several pages, some twice and with another number of slots.</summary>
    TrafficRequest[] Requests() =>
    [
        .. Enumerable.Range(0, 90).Select(n => new TrafficRequest(
            new RankQuery(shop.Shopper(n % 40), Live, 60) { Placement = "home", Context = n % 3 == 1 ? new RequestContext { Category = "c1" } : RequestContext.None },
            n % 2 == 0 ? 8 : 5, (ulong)n, $"v{n}")),
    ];

    [Theory, InlineData("popularity", 0.9f), InlineData("margin", 0.3f), InlineData("relevance", 0.2f)]
    public async Task Run_OneWeight_EqualsTheDefinition(string key, float weight)
    {
        var requests = Requests();
        var effect = new WeightStudy(shop.Ranker).Run(Live, key, weight, requests);

        var gains = new List<int>();
        var lifted = 0;
        foreach (var request in requests)
        {
            using var before = await shop.Ranker.RankAsync(request.Query with { Revision = Live });
            using var after = await shop.Ranker.RankAsync(request.Query with { Revision = Live.WithWeight(key, weight) });
            var (was, now) = (before.Top.Indices.ToArray().ToList(), after.Top.Indices[..request.Slots].ToArray());
            var ofThis = now.Select((item, rank) => (was.IndexOf(item) is >= 0 and var old ? old : was.Count) - rank).Where(gain => gain > 0).ToArray();
            gains.AddRange(ofThis);
            if (ofThis.Length > 0) lifted++;
        }
        gains.Sort();
        Assert.Equal(new WeightEffect(requests.Length, lifted, gains[(gains.Count - 1) / 2]), effect);
    }

    [Fact]
    public void Run_WeightOfLive_LiftsNothing() =>
        Assert.Equal(new WeightEffect(90, 0, null), new WeightStudy(shop.Ranker).Run(Live, "popularity", 0.4f, Requests()));

    [Fact]
    public void Run_NoRequests_SaysSo() =>
        Assert.Equal(new WeightEffect(0, 0, null), new WeightStudy(shop.Ranker).Run(Live, "popularity", 1, []));

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new WeightStudy(shop.Ranker).Run(Live, "popularity", 1, Requests(), stop.Token));
    }
}
