namespace RecConsole.Tests.Support;

/// <summary>Where the sources under test lie: the nearest folder above the test binaries that holds the solution.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The absolute path of a file or folder that is named relative to the repository's root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RecConsole.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above {start} holds RecConsole.sln; run the tests from a clone.");
    }
}
