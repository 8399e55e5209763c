using RecConsole.Engine.Evaluation;

namespace RecConsole.Tests.Evaluation;

/// <summary>Metrics against examples worked by hand.</summary>
public sealed class CaseFiguresTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(3, 1, 0.5, 1 / 3.0, 1 / 3.0)] // 1 / log2(4)
    [InlineData(10, 1, 0.289065, 0.1, 0.1)] // 1 / log2(11)
    [InlineData(11, 0, 0, 0, 1 / 11.0)]
    public void Compute_OneTarget_AsByHand(int rank, double hit, double ndcg, double mrr10, double mrr)
    {
        var figures = Compute(0.7, rank);
        Assert.Equal(hit, figures["hr@10"], 1e-6);
        Assert.Equal(ndcg, figures["ndcg@10"], 1e-6);
        Assert.Equal(hit, figures["recall@10"], 1e-6);
        Assert.Equal(hit / 10, figures["precision@10"], 1e-6);
        Assert.Equal(mrr10, figures["mrr@10"], 1e-6);
        Assert.Equal(mrr10, figures["map@10"], 1e-6);
        Assert.Equal(mrr, figures["mrr"], 1e-6);
        Assert.Equal(0.7, figures["auc"]);
    }

    [Fact]
    public void Compute_ThreeTargets_AsByHand()
    {
        var figures = Compute(0.9, 1, 4, 15);
        Assert.Equal(1, figures["hr@5"]);
        Assert.Equal(2 / 3.0, figures["recall@10"], 1e-12);
        Assert.Equal(1, figures["recall@20"], 1e-12);
        Assert.Equal(0.2, figures["precision@10"], 1e-12);
        Assert.Equal((1 + 2 / 4.0) / 3, figures["map@10"], 1e-12);
        // (1 + 1/log2 5) / (1 + 1/log2 3 + 1/2)
        Assert.Equal(1.430677 / 2.130930, figures["ndcg@10"], 1e-6);
        Assert.Equal(1, figures["mrr"]);
    }

    [Fact]
    public void Compute_MoreTargetsThanPlaces_TheBestListHasOne()
    {
        var figures = Compute(1, [.. Enumerable.Range(1, 30)]);
        Assert.Equal(1, figures["ndcg@10"], 1e-12);
        Assert.Equal(1, figures["map@10"], 1e-12);
        Assert.Equal(1 / 3.0, figures["recall@10"], 1e-12);
        Assert.Equal(1, figures["precision@10"], 1e-12);
    }

    static Dictionary<string, double> Compute(double auc, params int[] ranks)
    {
        var figures = new double[CaseFigures.Names.Length];
        CaseFigures.Compute(ranks, auc, figures);
        return CaseFigures.Names.Zip(figures).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
