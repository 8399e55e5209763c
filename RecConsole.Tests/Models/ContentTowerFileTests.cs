using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models.Content;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

public sealed class ContentTowerFileTests : IDisposable
{
    static readonly ContentTowerSettings Quick = new() { Epochs = 10, Hidden = 16, LearningRate = 0.01 };

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_AfterSave_PlacesEachItemWhereItDid()
    {
        var model = ContentTowerTests.Model(noise: 0.2);
        using var tower = ContentTower.Fit(model, ContentTowerTests.Known, Quick, seed: 3, default)!;
        ContentTowerFile.Save(tower, folder.Path);
        using var loaded = ContentTowerFile.Load(model, folder.Path)!;

        Assert.Equal((tower.Explained, tower.KnownItems), (loaded.Explained, loaded.KnownItems));
        Item[] items = [new(new ItemId("new"), "garden lamp") { Category = "kind 2", Price = 12 }, new(new ItemId("bare"), "9")];
        float[] Rows(ContentTower of)
        {
            var rows = new float[items.Length * model.Dimensions];
            of.Embed(items, rows);
            return rows;
        }
        Assert.Equal(Rows(tower), Rows(loaded));
        Assert.Equal([true, false], items.Select(loaded.CanPlace));
    }

    [Fact]
    public void Load_NothingAnothersOrBroken_IsNone()
    {
        var model = ContentTowerTests.Model(noise: 0.2);
        Assert.Null(ContentTowerFile.Load(model, folder.Path));
        using var tower = ContentTower.Fit(model, ContentTowerTests.Known, Quick, seed: 3, default)!;
        ContentTowerFile.Save(tower, folder.Path);
        Assert.Null(ContentTowerFile.Load(ContentTowerTests.Model(noise: 0.3), folder.Path));
        File.WriteAllBytes(folder.Combine("content.onnx"), [1, 2, 3]);
        Assert.Null(ContentTowerFile.Load(model, folder.Path));
        File.WriteAllText(folder.Combine("content.json"), "{");
        Assert.Null(ContentTowerFile.Load(model, folder.Path));
        ContentTowerFile.Save(tower, folder.Combine("gone"));
        Assert.False(Directory.Exists(folder.Combine("gone")));
    }
}
