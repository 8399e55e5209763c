using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Tests.Models;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class EmbeddingMapTests
{
    /// <summary>Two clusters far apart along one direction, with a little noise in all: the first direction is theirs.</summary>
    [Fact]
    public void Of_TwoClusters_LieApartAlongTheFirstDirection()
    {
        var rng = new Rng(4);
        var items = Enumerable.Range(0, 60).Select(i => new Item(new ItemId($"i{i:00}"), $"Item {i}")).ToArray();
        float[] direction = [0.5f, -0.5f, 0.5f, 0.5f];
        var embeddings = items.SelectMany((_, i) => direction.Select(x => (i < 30 ? 3 : -3) * x + (float)(0.2 * rng.NextGaussian()))).ToArray();
        var catalog = new CatalogStore();
        catalog.Replace(items);

        var map = EmbeddingMap.Of(Model(items, 4, embeddings), catalog.Current)!;

        Assert.Equal(60, map.Points.Count);
        Assert.InRange(map.ShareOfVariance, 0.98, 1);
        var (left, right) = (map.Points.Take(30).Select(point => point.X).ToList(), map.Points.Skip(30).Select(point => point.X).ToList());
        Assert.True(left.Min() > right.Max() + 4 || right.Min() > left.Max() + 4);
        Assert.Equal(0, map.Points.Average(point => point.X), 1e-5);
    }

    [Fact]
    public void Of_ModelOfListsOrNoItemInCommon_IsNone()
    {
        var catalog = new CatalogStore();
        catalog.Replace([new Item(new ItemId("other"), "Other")]);
        using var lists = ZooCase.Fit("iknn", History.Clusters(2, 4, 20, seed: 1));

        Assert.Null(EmbeddingMap.Of(lists.Artifact, catalog.Current));
        Assert.Null(EmbeddingMap.Of(Model([new Item(new ItemId("a"), "A")], 2, [1, 2]), catalog.Current));
    }

    static ModelArtifact Model(Item[] items, int dimensions, float[] embeddings) => new("test", new ItemVocabulary(items.Select(item => item.Id)), dimensions, embeddings,
        DecayedMeanEncoder.Create(new EncoderOptions()), new TrainingRecord(JsonSerializer.SerializeToElement(new { }), DateTimeOffset.UnixEpoch, 0));
}
