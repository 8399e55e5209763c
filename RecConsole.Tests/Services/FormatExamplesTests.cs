using RecConsole.Engine.Import;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class FormatExamplesTests
{
    public static TheoryData<string> Formats => [.. ShopReaders.All.Select(reader => reader.Format)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Find_EveryFormat_HasAnExampleThatImportsWhole(string format)
    {
        using var folder = new TemporaryFolder();
        var example = FormatExamples.Find(format)!;
        var path = Path.Combine(folder.Path, example.FileName);
        File.WriteAllText(path, example.Text);

        var shop = new ShopImporter(TimeProvider.System).Read(new ImportRequest(format, [path], ColumnMap.Empty));

        Assert.Equal(0, shop.Account.RejectedRows);
        Assert.True(shop.Account.Kept > 0);
        Assert.Equal(format, FilePreviewer.Preview(path).Format);
    }
}
