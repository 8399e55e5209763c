using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class ImportFolderTests : IDisposable
{
    static readonly string[] Csv = [".csv"];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Add(string name)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, "id,title\na,A\n");
        return path;
    }

    [Fact]
    public void FileIn_OneThatFits_IsIt()
    {
        Add("README.md");
        var file = Add("shop.csv.gz");

        Assert.Equal(file, ImportFolder.FileIn(folder.Path, "online-retail", Csv));
        Assert.Equal(file, ImportFolder.FileIn(file, "online-retail", Csv));
    }

    [Fact]
    public void FileIn_Several_NamesThem()
    {
        Add("a.csv");
        Add("b.csv");

        var failure = Assert.Throws<ImportFailedException>(() => ImportFolder.FileIn(folder.Path, "catalog-csv", Csv));

        Assert.Contains("a.csv, b.csv", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileIn_ProductsBesideCategories_AreTheCatalogue()
    {
        Add("categories.csv");
        var products = Add("products.csv");

        Assert.Equal(products, ImportFolder.FileIn(folder.Path, "catalog-csv", Csv));
    }

    [Fact]
    public void FileIn_None_SaysWhatWouldFit()
    {
        Add("notes.txt");

        Assert.Contains(".csv", Assert.Throws<ImportFailedException>(() => ImportFolder.FileIn(folder.Path, "catalog-csv", Csv)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderOfACatalogue_ReadsTheFileInIt()
    {
        Add("items.csv");

        var shop = new ShopImporter(TimeProvider.System).Read(new ImportRequest("catalog-csv", [folder.Path], ColumnMap.Empty));

        Assert.Equal("a", Assert.Single(shop.Items).Id.Value);
    }
}
