using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

public sealed class ContentTowerTests
{
    const int Dimensions = 6;
    const int Clusters = 4;

    static readonly ContentTowerSettings Quick = new() { Epochs = 40, Hidden = 16, LearningRate = 0.01 };

    [Fact]
    public void Fit_EmbeddingsFollowTheAttributes_NewItemsLieInTheirCluster()
    {
        using var tower = ContentTower.Fit(Model(noise: 0.2), Known, Quick, seed: 3, default)!;
        Assert.InRange(tower.Explained, 0.7, 1); // what is left is the noise: 0.04 of 1.04
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var row = new float[Dimensions];
            tower.Embed([New(cluster)], row);
            Assert.Equal(cluster, Enumerable.Range(0, Clusters).MinBy(other => Distance(row, Centre(other))));
        }
    }

    [Fact]
    public void Fit_SameSeed_IsTheSame()
    {
        using var one = ContentTower.Fit(Model(noise: 0.2), Known, Quick, seed: 3, default)!;
        using var two = ContentTower.Fit(Model(noise: 0.2), Known, Quick, seed: 3, default)!;
        var (a, b) = (new float[Dimensions], new float[Dimensions]);
        one.Embed([New(1)], a);
        two.Embed([New(1)], b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Embed_ManyItems_AreEachAsAlone()
    {
        using var tower = ContentTower.Fit(Model(noise: 0.2), Known, Quick, seed: 3, default)!;
        Item[] items = [.. Enumerable.Range(0, 2100).Select(i => New(i % Clusters))]; // more than one batch
        var (all, alone) = (new float[items.Length * Dimensions], new float[Dimensions]);
        tower.Embed(items, all);
        tower.Embed([items[2050]], alone);
        for (var k = 0; k < Dimensions; k++) Assert.Equal(alone[k], all[2050 * Dimensions + k], 1e-6);
        Assert.Throws<ArgumentException>(() => tower.Embed([items[0]], new float[Dimensions - 1]));
    }

    [Fact]
    public void Fit_TooFewKnownItems_IsNone() => Assert.Null(ContentTower.Fit(Model(noise: 0.2), Known.Take(ContentTower.LeastItems - 1).ToArray(), Quick, seed: 3, default));

    [Fact]
    public void Fit_ItemsWithoutAttributes_IsNone() =>
        Assert.Null(ContentTower.Fit(Model(noise: 0.2), [.. Known.Select((item, i) => new Item(item.Id, $"{i:0000}"))], Quick, seed: 3, default));

    [Fact]
    public void Features_SharedByTwoItems_AreWordsOfTitleCategoryBrandAttributesAndPrice()
    {
        static Item Item(string id, string title, decimal price) => new(new ItemId(id), title)
        {
            Category = "mugs", Brand = "Acme", Price = price, Attributes = new Dictionary<string, string> { ["colour"] = "red" },
        };
        var features = new ItemFeatures([Item("a", "Big RED mug", 1), Item("b", "red/mug X", 1), Item("c", "plain", 90)]);
        Assert.Equal(features.Count, features.Of(Item("d", "a red, big mug", 1)).Length); // "big" and the price of 90 stand once: no features
        Assert.Equal(6, features.Count); // category, brand, colour, the price of two, "red", "mug"
        Assert.Empty(features.Of(new Item(new ItemId("e"), "nothing alike")));
    }

    internal static Item[] Known => [.. Enumerable.Range(0, 200).Select(i => new Item(new ItemId($"i{i}"), $"{Words(i % Clusters)} number {i}") { Category = $"kind {i % Clusters}" })];

    static Item New(int cluster) => new(new ItemId("new"), $"{Words(cluster)} fresh") { Category = $"kind {cluster}" };

    static string Words(int cluster) => (cluster switch { 0 => "red mug", 1 => "blue bowl", 2 => "garden lamp", _ => "paper plate" });

    static float[] Centre(int cluster)
    {
        var rng = new Rng((ulong)cluster + 50);
        return [.. Enumerable.Range(0, Dimensions).Select(_ => (float)rng.NextGaussian())];
    }

    static double Distance(float[] a, float[] b) => a.Zip(b).Sum(pair => Math.Pow(pair.First - pair.Second, 2));

    /// <summary>Items by cluster, each near the centre of its own.</summary>
    internal static ModelArtifact Model(double noise)
    {
        var rng = new Rng(9);
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, 200).Select(i => new ItemId($"i{i}")));
        float[] embeddings = [.. Enumerable.Range(0, 200).SelectMany(i => Centre(i % Clusters).Select(value => (float)(value + noise * rng.NextGaussian())))];
        return new ModelArtifact("test", vocabulary, Dimensions, embeddings, DecayedMeanEncoder.Create(new EncoderOptions()),
            new TrainingRecord(JsonSerializer.SerializeToElement(new { }), History.Start, 0));
    }
}
