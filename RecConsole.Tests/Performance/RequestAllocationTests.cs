using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Performance;

/// <summary>
/// Bytes that a warm request allocates in the engine: session, encoder, product, slate, its record and all that follow it.
/// A budget, not a timing. What HTTP and JSON add, <c>bench http</c> prints beside it.
/// </summary>
public sealed class RequestAllocationTests
{
    const int Budget = 4096;

    [Theory]
    [InlineData(false)] // the encoding of the shopper's state is at hand
    [InlineData(true)] // the item of the page joins the history: the encoder runs
    public async Task Recommend_Warm_StaysUnderTheBudget(bool onAnItemPage)
    {
        var shop = new RankingCase(3000, 64);
        var options = new SlateOptions { SamplesPerSecond = 0 };
        var recorder = new SlateRecorder(new SlateQueue(options), options);
        var attribution = new AttributionIndex(TimeSpan.FromHours(1));
        var metrics = new LiveMetrics(shop.Time, _ => null);
        recorder.Served += attribution.Observe;
        recorder.Served += shop.Counters.RecordServed;
        recorder.Served += metrics.RecordSlate;
        var recommender = new Recommender(shop.Ranker, new SlateBuilder(options), recorder, new StrategyStore(), new Audience(shop.Sessions, shop.Segments), shop.Time);
        var requests = Enumerable.Range(0, 50).Select(user => new SlateRequest("home", 10)
        {
            UserId = new UserId($"u{user}"),
            SessionId = new SessionId($"s-u{user}"),
            Context = onAnItemPage ? new RequestContext { ItemId = new ItemId($"i{user}") } : RequestContext.None,
        }).ToArray();

        var bytes = long.MaxValue;
        // the least of several rounds: a runtime that compiles again in between allocates too
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                var slate = recommender.RecommendAsync(request);
                Assert.True(slate.IsCompletedSuccessfully, "a lone request is ranked on its caller's thread");
                if ((await slate).Items.Count != 10) Assert.Fail("the slate is not full");
            }
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - before) / requests.Length);
        }
        Assert.InRange(bytes, 1, Budget);
    }
}
