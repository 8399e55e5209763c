using System.Diagnostics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>The repository's own text files: what git tracks or would track, or the folder's files where there is no git.</summary>
static class SourceTree
{
    static readonly string[] TextEndings =
    [
        ".cs", ".razor", ".css", ".js", ".mjs", ".html", ".json", ".md", ".csproj", ".props", ".targets", ".sln", ".sql", ".sh",
        ".yml", ".txt", ".proto", ".svg", ".npmrc", ".editorconfig", ".gitignore", ".gitattributes", ".ci/run",
    ];

    static readonly string[] NotOurs = ["bin", "obj", "data", "node_modules", "test-results", ".git", ".vs", ".idea"];

    public static IReadOnlyList<SourceFile> Text { get; } = [.. List().Where(IsText).Order(StringComparer.Ordinal).Select(SourceFile.Read)];

    public static IEnumerable<SourceFile> CSharp => Text.Where(file => file.RelativePath.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Razor => Text.Where(file => file.RelativePath.EndsWith(".razor", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Engine => CSharp.Where(file => file.Folders is ["RecConsole.Engine", _, ..]);

    static bool IsText(string path) => TextEndings.Any(path.EndsWith) && File.Exists(Repository.Path(path));

    static IEnumerable<string> List() => FromGit() ?? Walk(Repository.Root);

    static string[]? FromGit()
    {
        if (!Path.Exists(Repository.Path(".git"))) return null;
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var listed = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? listed.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine
        }
    }

    static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            var info = new DirectoryInfo(inner);
            if (NotOurs.Contains(info.Name) || info.LinkTarget is not null || info.FullName.EndsWith("wwwroot-assets/lib", StringComparison.Ordinal)) continue;
            foreach (var file in Walk(inner)) yield return file;
        }
    }
}
