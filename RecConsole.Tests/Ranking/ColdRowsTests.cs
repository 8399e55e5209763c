using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Ranking;

/// <summary>Items that the model does not know, in the catalogue's matrix.</summary>
public sealed class ColdRowsTests : IDisposable
{
    static readonly ContentTowerSettings Quick = new() { Epochs = 40, Hidden = 16, LearningRate = 0.01 };

    readonly CatalogStore catalog = new();
    readonly SessionEncoder encoder = new(ContentTowerTests.Model(noise: 0.2));
    readonly ContentTower tower;
    readonly CatalogMatrixBuilder builder;

    public ColdRowsTests()
    {
        catalog.Upsert([.. ContentTowerTests.Known, NewLamp("garden lamp")]);
        tower = ContentTower.Fit(encoder.Artifact, ContentTowerTests.Known, Quick, seed: 3, default)!;
        var clock = new ShopClock(new ManualTime(RankingCase.Now));
        builder = new CatalogMatrixBuilder(new SignalBoard(new SignalCatalog([]), new ItemCounters(catalog, clock, new SignalOptions()), clock, new SignalOptions()));
    }

    public void Dispose()
    {
        tower.Dispose();
        encoder.Dispose();
    }

    static Item NewLamp(string title) => new(new ItemId("new"), title) { Category = "kind 2" };

    [Fact]
    public void Build_NewItemOfACluster_IsRankedToItsShoppersAndNotToOthers()
    {
        var matrix = builder.Build(catalog.Current, encoder, tower);
        // places of the new item among all 201, for a shopper of each cluster
        int[] places = [.. Enumerable.Range(0, 4).Select(cluster => PlaceOfNew(matrix, $"i{cluster}"))];
        Assert.InRange(places[2], 0, 55); // among the 50 of its cluster
        Assert.All(places.Where((_, cluster) => cluster != 2), place => Assert.True(place > places[2]));
    }

    [Fact]
    public void Build_WithoutATowerOrWithAnothers_LaysItAtTheMean()
    {
        var without = builder.Build(catalog.Current, encoder);
        Assert.Equal(without.Moments.Mean.ToArray(), without.Scores.Dense.Row(200).ToArray());
        using var other = new SessionEncoder(ContentTowerTests.Model(noise: 0.3));
        var foreign = builder.Build(catalog.Current, other, tower);
        Assert.Equal(foreign.Moments.Mean.ToArray(), foreign.Scores.Dense.Row(200).ToArray());
    }

    [Fact]
    public void Build_AttributesOfANewItemChanged_MovesIt()
    {
        var before = builder.Build(catalog.Current, encoder, tower).Scores.Dense.Row(200).ToArray();
        catalog.Upsert([NewLamp("blue bowl") with { Category = "kind 1" }]);
        var after = builder.Build(catalog.Current, encoder, tower);
        Assert.NotEqual(before, after.Scores.Dense.Row(200).ToArray());

        catalog.Upsert([catalog.Current.Find(new ItemId("new"))! with { Stock = 3 }]);
        Assert.Same(after.Scores.Dense, builder.Build(catalog.Current, encoder, tower).Scores.Dense);
    }

    int PlaceOfNew(CatalogMatrix matrix, string met)
    {
        var u = new float[encoder.Dimensions];
        encoder.Encode([new HistoryEntry[] { new(encoder.Artifact.Vocabulary.IndexOf(new ItemId(met)), EventKind.View) }], u);
        double Score(int item) => Enumerable.Range(0, u.Length).Sum(k => (double)u[k] * matrix.Scores.Dense.Row(item)[k]);
        return Enumerable.Range(0, 200).Count(item => Score(item) > Score(200));
    }
}
