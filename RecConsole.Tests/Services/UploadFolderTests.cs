using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class UploadFolderTests
{
    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..\\..\\boot.ini")]
    [InlineData("/etc/shadow")]
    [InlineData("..")]
    [InlineData("a\u0000b.csv")]
    public async Task AddAsync_NameThatLeadsOut_StaysInTheFolder(string name)
    {
        using var folder = new UploadFolder();
        await folder.AddAsync("first.csv", new MemoryStream([1]), _ => { }, CancellationToken.None);

        await folder.AddAsync(name, new MemoryStream([2]), _ => { }, CancellationToken.None);

        Assert.Equal(Path.GetDirectoryName(folder.Files[0]), Path.GetDirectoryName(folder.Files[1]));
    }

    [Fact]
    public async Task AddAsync_SameNameTwice_KeepsBoth()
    {
        using var folder = new UploadFolder();

        await folder.AddAsync("a.csv.gz", new MemoryStream([1]), _ => { }, CancellationToken.None);
        await folder.AddAsync("a.csv.gz", new MemoryStream([2, 3]), _ => { }, CancellationToken.None);

        Assert.Equal([1, 2], folder.Files.Select(file => new FileInfo(file).Length));
        Assert.All(folder.Files, file => Assert.EndsWith(".csv.gz", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_Files_AreGone()
    {
        var folder = new UploadFolder();
        await folder.AddAsync("a.csv", new MemoryStream([1]), _ => { }, CancellationToken.None);

        folder.Dispose();
        folder.Dispose();

        Assert.False(File.Exists(folder.Files[0]));
    }
}
