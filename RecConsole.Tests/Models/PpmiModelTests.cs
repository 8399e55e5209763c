using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

public sealed class PpmiModelTests
{
    [Fact]
    public void Fit_PlantedClusters_NeighboursComeFromTheSameCluster()
    {
        var artifact = Fit(History.Clusters(clusters: 10, itemsPerCluster: 20, sessions: 4000, seed: 1), new PpmiOptions { Dimensions = 16 });
        var neighbours = new Neighbours(artifact);
        var same = 0;
        foreach (var item in artifact.Vocabulary.Items)
            same += neighbours.Find(item, 5).Count(other => other.ItemId.Value[..2] == item.Value[..2]);
        Assert.Equal(200, artifact.Vocabulary.Count);
        Assert.InRange(same, 990, 1000);
    }

    [Fact]
    public void Fit_OneOrManyThreads_SameArtifact()
    {
        var events = History.Clusters(6, 20, 800, seed: 3);
        Assert.Equal(Fit(events, new PpmiOptions { Threads = 1 }).Hash, Fit(events, new PpmiOptions { Threads = 2 }).Hash);
    }

    [Fact]
    public void Fit_OtherSeed_SameGeometry()
    {
        var events = History.Clusters(6, 20, 2000, seed: 3);
        var (one, two) = (Fit(events, new PpmiOptions { Dimensions = 6 }, seed: 1), Fit(events, new PpmiOptions { Dimensions = 6 }, seed: 2));
        var item = one.Vocabulary[0];
        var other = new Neighbours(two).Find(item, 119).ToDictionary(neighbour => neighbour.ItemId, neighbour => neighbour.Closeness);
        Assert.All(new Neighbours(one).Find(item, 119), neighbour => Assert.Equal(other[neighbour.ItemId], neighbour.Closeness, 0.01f));
    }

    [Fact]
    public void Fit_EventsInAnotherOrder_SameVocabulary()
    {
        var events = History.Clusters(3, 10, 200, seed: 3);
        Assert.Equal(Fit(events).Vocabulary.Items.ToArray(), Fit([.. events.Reverse()]).Vocabulary.Items.ToArray());
    }

    [Fact]
    public void Fit_NoEvents_IsAnArtifactWithoutItems()
    {
        var artifact = Fit([]);
        Assert.Equal(0, artifact.Vocabulary.Count);
        Assert.Equal(64, artifact.Dimensions);
        Assert.Equal(0, artifact.Training.EventCount);
    }

    [Fact]
    public void Fit_OneItem_HasNoEvidence()
    {
        var artifact = Fit(new History().Add("u", "s", EventKind.Purchase, "A", "A").Events);
        Assert.Equal(1, artifact.Vocabulary.Count);
        Assert.All(artifact.Embeddings.ToArray(), value => Assert.Equal(0, value));
        Assert.Empty(new Neighbours(artifact).Find(new ItemId("A"), 3));
    }

    [Fact]
    public void Fit_FewerItemsThanDimensions_PadsWithZeros()
    {
        var artifact = Fit(new History().Add("u", "s", EventKind.View, "A", "B").Add("v", "t", EventKind.View, "C", "D").Events);
        Assert.Equal(4 * 64, artifact.Embeddings.Length);
        Assert.All(artifact.EmbeddingOf(0)[4..].ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(1, artifact.EmbeddingOf(0)[..4].ToArray().Sum(value => value * value), 1e-5f);
    }

    [Fact]
    public void Fit_OptionOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Fit([], new PpmiOptions { Shift = double.NaN }));

    [Fact]
    public void Fit_Cancelled_Stops() => Assert.ThrowsAny<OperationCanceledException>(() =>
        PpmiModel.Fit(History.Clusters(2, 5, 50, seed: 1), new PpmiOptions(), new Rng(1), TimeProvider.System, null, new CancellationToken(canceled: true)));

    [Fact]
    public void Fit_Progress_RisesToOne()
    {
        var reports = new Reports();
        PpmiModel.Fit(History.Clusters(2, 5, 50, seed: 1), new PpmiOptions(), new Rng(1), TimeProvider.System, reports, default);
        Assert.Equal(reports.Shares.Order(), reports.Shares);
        Assert.Equal(1, reports.Shares[^1]);
    }

    static ModelArtifact Fit(IReadOnlyList<ShopEvent> events, PpmiOptions? options = null, ulong seed = 1) =>
        PpmiModel.Fit(events, options ?? new PpmiOptions(), new Rng(seed), TimeProvider.System, null, default);

    sealed class Reports : IProgress<FitProgress>
    {
        public List<double> Shares { get; } = [];

        public void Report(FitProgress value) => Shares.Add(value.Share);
    }
}
