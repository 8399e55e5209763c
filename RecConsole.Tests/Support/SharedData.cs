namespace RecConsole.Tests.Support;

/// <summary>
/// Data sets too large for the repository: the folder that <c>RECCONSOLE_DATA</c> names, else <c>shared/data</c> beside the
/// repository or beside one of the folders above it.
/// </summary>
public static class SharedData
{
    static readonly string? Folder = Find();

    /// <summary>The absolute path of a file or folder of the shared data, or null when it is not on this machine.</summary>
    public static string? Find(string relativePath)
    {
        if (Folder is null) return null;
        var path = System.IO.Path.Combine(Folder, relativePath);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>The absolute path of a file or folder of the shared data; throws when it is not on this machine.</summary>
    public static string Path(string relativePath) =>
        Find(relativePath) ?? throw new FileNotFoundException($"{relativePath} is not in the shared data; mark the test with [SharedDataFact(\"{relativePath}\")].");

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RECCONSOLE_DATA") is { Length: > 0 } named) return named;
        for (var folder = Directory.GetParent(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
