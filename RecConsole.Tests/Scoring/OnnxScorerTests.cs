using RecConsole.Engine.Graph;
using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

/// <summary>The ONNX graph on the CPU gives the lists of the SIMD kernels; CUDA runs the same graph.</summary>
public sealed class OnnxScorerTests() : ItemScorerTests(new OnnxScorer(new ProgramOptions()))
{
    [Fact]
    public void Score_OrdinaryRequests_AreSettledByTheGraph()
    {
        var c = new ScoringCase(31, 6_000, 32, 8);
        using var scorer = new OnnxScorer(new ProgramOptions());
        c.AssertExact(scorer, c.Request(100), c.Request(100, bias: true), c.Request(100, excluded: true, excludedItems: 20, sparse: 30));
        Assert.Equal(0, scorer.LeftToCpu);
    }

    [Fact]
    public void Score_MoreTiesThanTheSurplus_AreLeftToTheCpu()
    {
        var c = new ScoringCase(32, 6_000, 16, 4, (_, _) => 1f);
        using var scorer = new OnnxScorer(new ProgramOptions());
        c.AssertExact(scorer, c.Request(50));
        Assert.Equal(1, scorer.LeftToCpu);
    }

    [Fact]
    public void Score_SignalsBiasAndShapeChange_FollowsEach()
    {
        using var scorer = new OnnxScorer(new ProgramOptions());
        for (var round = 0UL; round < 4; round++)
        {
            var c = new ScoringCase(33 + round, 2_000 + 500 * (int)(round / 2), 16 * (1 + (int)round % 2), 4);
            c.AssertExact(scorer, c.Request(30), c.Request(40, bias: true), c.Request(30, bias: true, excluded: true));
            var other = new ScoringCase(99 + round, c.Matrix.Count, c.Matrix.Dense.Columns, 4);
            var swapped = c.Matrix.WithSignals(other.Matrix.Signals);
            var request = c.Request(60);
            TopList got = new(), expected = new();
            scorer.Score(swapped, [request], [got]);
            using var simd = new SimdScorer();
            simd.Score(swapped, [request], [expected]);
            Assert.Equal(expected.Indices.ToArray(), got.Indices.ToArray());
            Assert.Equal(expected.Scores.ToArray(), got.Scores.ToArray());
        }
    }

    [Fact]
    public void Create_CudaWhereThereIsNone_FallsBackAndSaysWhy()
    {
        using var scorer = ItemScorers.Create(ComputeDevice.Cuda);
        if (scorer is OnnxScorer) Assert.StartsWith("cuda", scorer.Device);
        else Assert.Contains("CUDA", scorer.FallbackReason);
        var c = new ScoringCase(34, 3_000, 16, 4);
        c.AssertExact(scorer, c.Request(50));
    }

    [Fact]
    public void Create_TheCpu_IsTheKernelWithoutAReason()
    {
        using var scorer = ItemScorers.Create(ComputeDevice.Cpu);
        Assert.StartsWith("cpu", scorer.Device);
        Assert.Null(scorer.FallbackReason);
    }
}
