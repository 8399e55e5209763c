using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
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
    [InlineData(false, false)] // the encoding of the shopper's state is at hand
    [InlineData(true, false)] // the item of the page joins the history: the encoder runs
    [InlineData(false, true)]
    [InlineData(true, true)] // the lists of the history are added up, a thousand items of them kept
    public async Task Recommend_Warm_StaysUnderTheBudget(bool onAnItemPage, bool byLists)
    {
        var shop = new RankingCase(3000, 64);
        if (byLists)
        {
            shop.Serve(Lists());
            shop.Refresh();
        }
        var options = new SlateOptions { SamplesPerSecond = 0 };
        var recorder = new SlateRecorder(new SlateQueue(options), options);
        var attribution = new AttributionIndex(TimeSpan.FromHours(1));
        var metrics = new LiveMetrics(shop.Time, _ => null);
        recorder.Served += attribution.Observe;
        recorder.Served += shop.Counters.RecordServed;
        recorder.Served += metrics.RecordSlate;
        var recommender = new Recommender(shop.Ranker, new SlateBuilder(options), recorder, new RevisionRouter(new StrategyStore(), new ExperimentStore()), new Audience(shop.Sessions, shop.Segments), shop.Time);
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

    /// <summary>Each item speaks for two hundred others.</summary>
    static ModelArtifact Lists()
    {
        var rng = new Rng(5);
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, 3000).Select(i => new ItemId($"i{i}")));
        var rows = Enumerable.Range(0, 3000).Select(_ => (int[])[.. Enumerable.Range(0, 200).Select(_ => rng.NextInt(3000)).Distinct().Order()])
            .Select(columns => new SparseRow(columns, [.. columns.Select(_ => (float)rng.NextDouble() + 0.1f)])).ToArray();
        return new ModelArtifact("lists", vocabulary, new SparseMatrix(rows, 3000), new EncoderOptions(), new TrainingRecord(ModelCard.Json(0), RankingCase.Now, 0));
    }
}
