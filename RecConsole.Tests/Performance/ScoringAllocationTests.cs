using RecConsole.Engine.Graph;
using RecConsole.Engine.Scoring;
using RecConsole.Tests.Scoring;

namespace RecConsole.Tests.Performance;

/// <summary>Bytes that a warm product allocates on the calling thread: budgets, not timings.</summary>
public sealed class ScoringAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void SimdScore_Warm_AllocatesNothing(int batch)
    {
        using var scorer = new SimdScorer();
        Assert.Equal(0, BytesOfAWarmCall(scorer, batch));
    }

    [Fact]
    public void OnnxScore_Warm_AllocatesLessThanAKilobyteARequest()
    {
        using var scorer = new OnnxScorer(new ProgramOptions());
        Assert.InRange(BytesOfAWarmCall(scorer, batch: 16), 0, 16 * 1024);
    }

    static long BytesOfAWarmCall(IItemScorer scorer, int batch)
    {
        var c = new ScoringCase(1, 20_000, 32, 8);
        var bias = c.Request(200, bias: true).Bias;
        var excluded = c.Set(0.1);
        var requests = Enumerable.Range(0, batch)
            .Select(i => c.Request(200, excludedItems: i % 5, sparse: i % 3 == 0 ? 40 : 0) with { Bias = i % 2 == 0 ? bias : null, Excluded = excluded })
            .ToArray();
        var lists = ScoringCase.Lists(batch);
        for (var i = 0; i < 20; i++) scorer.Score(c.Matrix, requests, lists);
        var least = long.MaxValue;
        // The least of several: a runtime that compiles again in between allocates too.
        for (var i = 0; i < 10; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            scorer.Score(c.Matrix, requests, lists);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
