using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerTests
{
    [Fact]
    public void Score_OneWorkerOrMany_IsTheSame()
    {
        using var one = new SimdScorer(workers: 1);
        using var many = new SimdScorer(workers: 7);
        var c = new ScoringCase(15, 12_345, 32, 8);
        var requests = Enumerable.Range(0, 9).Select(i => c.Request(100, bias: i % 2 == 0)).ToArray();
        var expected = c.ScoreAll(one, requests);
        for (var round = 0; round < 20; round++)
        {
            var got = c.ScoreAll(many, requests);
            for (var i = 0; i < requests.Length; i++)
            {
                Assert.Equal(expected[i].Indices.ToArray(), got[i].Indices.ToArray());
                Assert.Equal(expected[i].Scores.ToArray(), got[i].Scores.ToArray());
            }
        }
    }

    [Fact]
    public void Score_ALargeBatchOnOneWorkerOrTwo_IsTheSame()
    {
        using var one = new SimdScorer(workers: 1);
        using var two = new SimdScorer(workers: 2);
        var c = new ScoringCase(27, 30_011, 24, 8, (rng, _) => rng.NextInt(5) - 2);
        var requests = Enumerable.Range(0, 41).Select(i => c.Request(1 + 10 * i, bias: i % 2 == 0, excluded: i % 3 == 0)).ToArray();
        var expected = c.ScoreAll(one, requests);
        for (var round = 0; round < 5; round++)
        {
            var got = c.ScoreAll(two, requests);
            for (var i = 0; i < requests.Length; i++)
            {
                Assert.Equal(expected[i].Indices.ToArray(), got[i].Indices.ToArray());
                Assert.Equal(expected[i].Scores.ToArray(), got[i].Scores.ToArray());
            }
        }
    }

    [Fact]
    public void Score_EveryLevelAndBatchSize_IsTheSame()
    {
        var c = new ScoringCase(22, 9_001, 40, 9);
        var requests = Enumerable.Range(0, 13).Select(i => c.Request(64, bias: i % 3 == 0, excluded: i % 2 == 0)).ToArray();
        using var best = new SimdScorer();
        var expected = c.ScoreAll(best, requests);
        foreach (var level in Enum.GetValues<SimdLevel>().Where(level => level <= SimdLevels.Best))
        {
            using var scorer = new SimdScorer(level: level);
            for (var size = 1; size <= requests.Length; size++)
            {
                var got = c.ScoreAll(scorer, requests[..size]);
                for (var i = 0; i < size; i++)
                {
                    Assert.Equal(expected[i].Indices.ToArray(), got[i].Indices.ToArray());
                    Assert.Equal(expected[i].Scores.ToArray(), got[i].Scores.ToArray());
                }
            }
        }
    }

    [Fact]
    public void Score_NewSignalsInRecycledMemory_AreTheOnesScored()
    {
        var c = new ScoringCase(23, 4_000, 16, 4);
        var other = new ScoringCase(24, 4_000, 16, 4);
        var request = c.Request(100);
        using var scorer = new SimdScorer();
        var fresh = c.Matrix.WithSignals(other.Matrix.Signals);
        var expected = new TopList();
        scorer.Score(fresh, [request], [expected]);

        var values = new float[4_000 * 4];
        for (var item = 0; item < 4_000; item++) other.Matrix.Signals.Row(item).CopyTo(values.AsSpan(item * 4));
        var recycled = c.Matrix.WithSignals(ColumnBlock.Build(values, 4_000, 4, recycled: c.Matrix.Signals));
        var got = new TopList();
        scorer.Score(recycled, [request], [got]);
        Assert.Equal(expected.Indices.ToArray(), got.Indices.ToArray());
        Assert.Equal(expected.Scores.ToArray(), got.Scores.ToArray());
    }

    [Fact]
    public void Score_TheListsAreKept_AreWrittenAgain()
    {
        var c = new ScoringCase(25, 3_000, 16, 4);
        using var scorer = new SimdScorer();
        var list = new TopList();
        scorer.Score(c.Matrix, [c.Request(500)], [list]);
        var request = c.Request(20);
        scorer.Score(c.Matrix, [request], [list]);
        Assert.Equal(c.Expected(request).Indices, list.Indices.ToArray());
    }

    [Fact]
    public void Constructor_ALevelThatIsMissing_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new SimdScorer(level: (SimdLevel)99));
}
