using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class CatalogReaderTests : IDisposable
{
    readonly ImportFixture files = new();

    [Fact]
    public void Read_Csv_MapsFieldsAndKeepsOtherColumnsAsAttributes()
    {
        var path = files.Text("c.csv",
            "\uFEFFid,name,category,brand,price,cost,stock,addedAt,imageUrl,colour\n"
            + "p1,\"Mug, red\",Kitchen,Acme,9.90,4,12,2024-01-02,https://example.org/p1.jpg,red\n"
            + "p2,Mug blue,,,,,,,,\n");

        var shop = ImportFixture.Read("catalog-csv", "title=name", path);

        Assert.Equal(ImportScope.Catalog, shop.Scope);
        var (red, blue) = (shop.Items[0], shop.Items[1]);
        Assert.Equal(("Mug, red", "Kitchen", "Acme", 9.9m, 4m, 12), (red.Title, red.Category, red.Brand, red.Price, red.Cost, red.Stock));
        Assert.Equal("red", Assert.Single(red.Attributes).Value);
        Assert.Equal((null, null, null, null), (blue.Category, blue.Price, blue.Stock, blue.AddedAt));
        Assert.Empty(blue.Attributes);
    }

    [Fact]
    public void Read_CsvWithBadRows_RejectsThemByField()
    {
        var path = files.Text("c.csv", "id,title,price,stock\n1,a,1,1\n1,b,1,1\n,c,1,1\n2,,1,1\n3,d,dear,1\n4,e,-1,1\n5,f,1,1.5\n");

        var account = ImportFixture.Read("catalog-csv", "", path).Account;

        Assert.Equal((7, 1), (account.RowsRead, account.Kept));
        Assert.Equal(
            new Dictionary<string, long> { ["duplicate id"] = 1, ["invalid id"] = 1, ["invalid title"] = 1, ["invalid price"] = 2, ["invalid stock"] = 1 },
            account.Rejected);
    }

    [SharedDataFact("retail-demo-store-catalog/products.json.gz")]
    public void Read_JsonOfTheDemoStore_Has2465Products()
    {
        var shop = ImportFixture.Read("catalog-json", "", SharedData.Path("retail-demo-store-catalog/products.json.gz"));

        Assert.Equal((2_465, 2_465), (shop.Account.RowsRead, shop.Items.Count));
        Assert.Equal(20, shop.Items.Select(item => item.Category).Distinct().Count());
        Assert.Equal((1.99m, 24_999.99m), (shop.Items.Min(item => item.Price), shop.Items.Max(item => item.Price)));
        var first = shop.Items[0];
        Assert.Equal(("Adventure-Ready Expedition Backpack", 15, "backpack"), (first.Title, first.Stock, first.Attributes["style"]));
        Assert.Null(first.ImageUrl); // a bare file name is no address
        Assert.EndsWith(".jpg", first.Attributes["image"]);
    }

    [Theory]
    [InlineData("[{\"id\":1,\"name\":\"A\",\"tags\":[\"x\",\"y\"],\"price\":2.5},\n 7,\n {\"name\":\"no id\"}]")]
    [InlineData("{\"id\":\"1\",\"title\":\"A\",\"tags\":[\"x\",\"y\"],\"price\":2.5}\n7\n{\"name\":\"no id\"}\n")]
    public void Read_JsonArrayOrLines_AccountsForEveryElement(string json)
    {
        var shop = ImportFixture.Read("catalog-json", "", files.Gzip("c.json", json));

        Assert.Equal((3, 1), (shop.Account.RowsRead, shop.Account.Kept));
        Assert.Equal(["not an object", "invalid id"], shop.Account.Rejected.Keys);
        var item = Assert.Single(shop.Items);
        Assert.Equal(("1", "A", 2.5m, "x, y"), (item.Id.Value, item.Title, item.Price, item.Attributes["tags"]));
    }

    [Fact]
    public void Read_BrokenJson_SaysTheLine() =>
        Assert.Contains("c.json is not valid JSON at line 2", ImportFixture.Refusal("catalog-json", "", files.Text("c.json", "[{\"id\":1,\"name\":\"A\"},\n{\"id\":")));

    [Fact]
    public void Read_TableAsJson_SaysSoInOneShortLine()
    {
        var message = ImportFixture.Refusal("catalog-json", "", files.Text("c.csv", "type,userId\nview," + new string('a', 5_000)));

        Assert.InRange(message.Length, 1, 250);
        Assert.DoesNotContain('\n', message);
    }

    public void Dispose() => files.Dispose();
}
