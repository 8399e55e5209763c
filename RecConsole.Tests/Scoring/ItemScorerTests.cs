using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

/// <summary>The behaviours of every scorer and kernel: one answer, to the bit.</summary>
public abstract class ItemScorerTests(IItemScorer scorer) : IDisposable
{
    public void Dispose() => scorer.Dispose();

    [Theory]
    [InlineData(0, 8, 3, 10)]
    [InlineData(1, 8, 3, 10)]
    [InlineData(63, 16, 0, 1)]
    [InlineData(64, 0, 5, 64)]
    [InlineData(65, 64, 16, 200)]
    [InlineData(1000, 33, 7, 0)]
    [InlineData(5000, 64, 16, 200)]
    [InlineData(20011, 48, 12, 50)]
    public void Score_AnyShape_GivesTheExactTopList(int items, int dense, int signals, int count)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var c = new ScoringCase(seed, items, dense, signals);
            c.AssertExact(scorer,
                c.Request(count),
                c.Request(count, bias: true),
                c.Request(count, excluded: true),
                c.Request(count, excludedItems: 12),
                c.Request(count, sparse: 40),
                c.Request(count, bias: true, excluded: true, excludedItems: 30, sparse: 25));
        }
    }

    /// <summary>Random shapes, weights over many sizes, and columns with long tails, which the coarse integers see badly.</summary>
    [Fact]
    public void Score_ManySeeds_StayExact()
    {
        for (var seed = 100UL; seed < 130; seed++)
        {
            var shape = new Rng(seed);
            var tail = shape.NextInt(4);
            var c = new ScoringCase(seed, 1025 + shape.NextInt(3000), shape.NextInt(70), 1 + shape.NextInt(20),
                (rng, column) => (float)(column % 4 == tail ? Math.Exp(2 * rng.NextGaussian()) : rng.NextGaussian()));
            var requests = new ScoreRequest[1 + shape.NextInt(12)];
            for (var i = 0; i < requests.Length; i++)
            {
                requests[i] = c.Request(shape.NextInt(300), MathF.Pow(10, shape.NextInt(7) - 3), shape.NextBool(0.5), shape.NextBool(0.3), shape.NextInt(5), shape.NextInt(30));
                var vector = requests[i].Vector.ToArray();
                for (var w = 0; w < vector.Length; w++) vector[w] *= MathF.Pow(10, shape.NextInt(5) - 2);
                requests[i] = requests[i] with { Vector = vector };
            }
            c.AssertExact(scorer, requests);
        }
    }

    [Theory]
    [InlineData(1e-38f)]
    [InlineData(1e-20f)]
    [InlineData(1e6f)]
    [InlineData(1e23f)]
    public void Score_ExtremeWeights_StayExact(float scale)
    {
        var c = new ScoringCase(5, 3000, 32, 8);
        c.AssertExact(scorer, c.Request(100, scale), c.Request(100, scale, bias: true, sparse: 10), c.Request(100));
    }

    [Fact]
    public void Score_OneHugeWeightBesideSmallOnes_StaysExact()
    {
        var c = new ScoringCase(6, 4000, 16, 4, (rng, column) => column == 2 ? rng.NextInt(3) : (float)rng.NextGaussian());
        var request = c.Request(150);
        var vector = request.Vector.ToArray();
        vector[18] = 1e7f;
        c.AssertExact(scorer, request with { Vector = vector });
    }

    /// <summary>Sixteen-bit scans fetch panels ahead and step through biases: with requests that differ in everything, last panels that are not full, ties and values that are no numbers.</summary>
    [Theory]
    [InlineData(1_025, 18)]
    [InlineData(4_160, 19)]
    [InlineData(6_001, 36)]
    public void Score_ALargeBatchOfUnlikeRequests_StaysExact(int items, int batch)
    {
        var c = new ScoringCase(26, items, 13, 5, (rng, column) => column == 3 && rng.NextBool(0.05) ? float.NaN : rng.NextInt(7) - 3);
        var few = c.Set(1);
        for (var i = 0; i < 30; i++) few[i * 31] = false;
        var requests = new ScoreRequest[batch];
        for (var q = 0; q < batch; q++)
        {
            requests[q] = (q % 6) switch
            {
                0 => c.Request(100),
                1 => c.Request(100, bias: true),
                2 => c.Request(50) with { Excluded = c.Set(1) },
                3 => c.Request(50, bias: true) with { Excluded = few },
                4 => c.Request(items + 1, excluded: true),
                _ => c.Request(7, excludedItems: 20, sparse: 9),
            };
        }
        c.AssertExact(scorer, requests);
    }

    [Fact]
    public void Score_AllItemsEqual_GivesTheLowestIndices()
    {
        var c = new ScoringCase(7, 30_000, 16, 4, (_, _) => 1f);
        var top = c.Score(scorer, c.Request(200));
        Assert.Equal(Enumerable.Range(0, 200), top.Indices.ToArray());
    }

    [Fact]
    public void Score_NothingButZeroWeights_GivesTheLowestEligibleIndices()
    {
        var c = new ScoringCase(8, 9_000, 16, 4);
        var excluded = c.Set(0.9);
        var top = c.Score(scorer, new ScoreRequest { Vector = new float[20], Count = 10, Excluded = excluded, Offset = 3 });
        Assert.Equal(Enumerable.Range(0, 9_000).Where(i => !excluded[i]).Take(10), top.Indices.ToArray());
        Assert.All(top.Scores.ToArray(), s => Assert.Equal(3f, s));
    }

    [Fact]
    public void Score_ManyTies_FollowsTheCanonicalOrder()
    {
        var c = new ScoringCase(9, 20_000, 8, 4, (rng, _) => rng.NextInt(3) - 1);
        c.AssertExact(scorer, c.Request(300), c.Request(300, bias: true), c.Request(300, excluded: true, sparse: 50));
    }

    [Fact]
    public void Score_AllExcluded_GivesAnEmptyList()
    {
        var c = new ScoringCase(10, 500, 8, 4);
        Assert.Equal(0, c.Score(scorer, c.Request(10) with { Excluded = c.Set(1), Sparse = new SparseTerm(new[] { 1, 2 }, new[] { 9f, 9f }, 1) }).Count);
    }

    [Fact]
    public void Score_AllButFewExcluded_FillsWithEveryEligibleItem()
    {
        var c = new ScoringCase(11, 10_000, 8, 4);
        var excluded = c.Set(1);
        for (var i = 0; i < 300; i++) excluded[i * 33] = false;
        var top = c.Score(scorer, c.Request(200) with { Excluded = excluded });
        Assert.Equal(200, top.Count);
        Assert.All(top.Indices.ToArray(), i => Assert.False(excluded[i]));
    }

    [Fact]
    public void Score_NegativeSparseTerm_LetsTheNextItemsIn()
    {
        var c = new ScoringCase(12, 4000, 16, 4);
        var plain = c.Request(100);
        var top = c.Score(scorer, plain).Indices.ToArray();
        var pushed = plain with { Sparse = new SparseTerm(top, Enumerable.Repeat(1f, 100).ToArray(), -1000) };
        c.AssertExact(scorer, pushed);
        Assert.Empty(c.Score(scorer, pushed).Indices.ToArray().Intersect(top));
    }

    [Fact]
    public void Score_SparseIndexTwice_CountsTheFirst()
    {
        var c = new ScoringCase(13, 1000, 8, 2);
        var request = c.Request(5) with { Sparse = new SparseTerm(new[] { 77, 77 }, new[] { 500f, 1000f }, 1) };
        var top = c.Score(scorer, request);
        Assert.Equal(77, top.Indices[0]);
        Assert.Equal(CanonicalScore.Of(c.Matrix, 77, request), top.Scores[0]);
        Assert.Equal(c.Reference(77, request), top.Scores[0], 1e-3);
    }

    [Fact]
    public void Score_ABatchOrOneByOne_IsTheSame()
    {
        var c = new ScoringCase(14, 7_777, 24, 9);
        var requests = Enumerable.Range(0, 65).Select(i => c.Request(1 + i * 3, bias: i % 3 == 0, excluded: i % 4 == 0, sparse: i % 5)).ToArray();
        var together = c.ScoreAll(scorer, requests);
        for (var i = 0; i < requests.Length; i++)
        {
            var alone = c.Score(scorer, requests[i]);
            Assert.Equal(alone.Indices.ToArray(), together[i].Indices.ToArray());
            Assert.Equal(alone.Scores.ToArray(), together[i].Scores.ToArray());
        }
    }

    [Fact]
    public void Score_FromManyThreadsAtOnce_IsTheSame()
    {
        var c = new ScoringCase(16, 6_000, 32, 8);
        var requests = Enumerable.Range(0, 16).Select(_ => c.Request(50)).ToArray();
        var expected = c.ScoreAll(scorer, requests);
        Parallel.For(0, 64, i =>
        {
            var got = c.Score(scorer, requests[i % 16]);
            Assert.Equal(expected[i % 16].Indices.ToArray(), got.Indices.ToArray());
        });
    }

    [Fact]
    public void Score_RaisedBias_NeverLowersTheItem()
    {
        var c = new ScoringCase(17, 2_000, 16, 4);
        var plain = c.Request(2_000);
        for (var trial = 0; trial < 20; trial++)
        {
            var item = c.Rng.NextInt(2_000);
            var before = c.Score(scorer, plain).Indices.IndexOf(item);
            var bias = new float[2_000];
            bias[item] = 0.05f + c.Rng.NextInt(100) / 10f;
            var after = c.Score(scorer, plain with { Bias = new BiasColumn(bias) }).Indices.IndexOf(item);
            Assert.True(after <= before, $"item {item} fell from {before} to {after}");
        }
    }

    [Fact]
    public void Score_WeightsScaledByAPowerOfTwo_KeepTheOrder()
    {
        var c = new ScoringCase(18, 5_000, 32, 8);
        var request = c.Request(200) with { Offset = 0 };
        var scaled = request.Vector.ToArray();
        for (var i = 0; i < scaled.Length; i++) scaled[i] *= 1024;
        Assert.Equal(c.Score(scorer, request).Indices.ToArray(), c.Score(scorer, request with { Vector = scaled }).Indices.ToArray());
    }

    [Fact]
    public void Score_NonFiniteItemValues_NeverSurface()
    {
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue];
        var c = new ScoringCase(19, 3_000, 16, 4, (rng, _) => rng.NextBool(0.02) ? odd[rng.NextInt(5)] : (float)rng.NextGaussian());
        Assert.True(c.Matrix.Dense.NonFiniteCount > 0);
        var request = c.Request(3_000);
        c.AssertExact(scorer, request);
        Assert.All(c.Score(scorer, request).Scores.ToArray(), s => Assert.True(float.IsFinite(s)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void Score_ABadWeight_IsRefusedWithItsPlace(float bad)
    {
        var c = new ScoringCase(20, 100, 8, 2);
        var vector = new float[10];
        vector[9] = bad;
        var error = Assert.Throws<ArgumentException>(() => c.Score(scorer, new ScoreRequest { Vector = vector, Count = 3 }));
        Assert.Contains("Request 0: The weight of column 9", error.Message);
    }

    [Fact]
    public void Score_WrongShapes_AreRefused()
    {
        var c = new ScoringCase(21, 100, 8, 2);
        var good = c.Request(3);
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Vector = new float[9] }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Count = -1 }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Excluded = new Bitset(99) }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Bias = new BiasColumn(new float[99]) }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { ExcludedItems = new[] { 100 } }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Sparse = new SparseTerm(new[] { -1 }, new[] { 1f }, 1) }));
        Assert.Throws<ArgumentException>(() => c.Score(scorer, good with { Sparse = new SparseTerm(new[] { 1 }, new[] { float.NaN }, 1) }));
        Assert.Throws<ArgumentException>(() => new BiasColumn([float.NaN]));
    }
}
