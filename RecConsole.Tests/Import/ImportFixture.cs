using System.IO.Compression;
using System.Text;
using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

/// <summary>Files of a test in a folder of their own, and their reading.</summary>
public sealed class ImportFixture : IDisposable
{
    readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string Text(string name, string content) => Bytes(name, Encoding.UTF8.GetBytes(content));

    public string Bytes(string name, byte[] content)
    {
        var path = folder.Combine(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The text gzipped; the name need not say so.</summary>
    public string Gzip(string name, string content) => Bytes(name, Compress(content));

    public static byte[] Compress(string content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(content));
        return memory.ToArray();
    }

    public static ImportedShop Read(string format, string map, params string[] paths) =>
        new ShopImporter(TimeProvider.System).Read(new ImportRequest(format, paths, map.Length == 0 ? ColumnMap.Empty : ColumnMap.Parse(map, out _)!));

    public static string Refusal(string format, string map, params string[] paths) =>
        Assert.Throws<ImportFailedException>(() => Read(format, map, paths)).Message;

    public void Dispose() => folder.Dispose();
}
