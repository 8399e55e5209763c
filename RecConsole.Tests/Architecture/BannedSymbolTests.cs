using System.Diagnostics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>Time and chance come in as parameters: the ambient ones fail the build.</summary>
public sealed class BannedSymbolTests
{
    static readonly string[] Required =
    [
        "P:System.DateTime.UtcNow", "P:System.DateTime.Now", "P:System.DateTimeOffset.UtcNow", "P:System.DateTimeOffset.Now",
        "P:System.Random.Shared", "T:System.Random", "M:System.Guid.NewGuid",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
    ];

    [Fact]
    public void BannedSymbols_List_HoldsTheAmbientOnes()
    {
        var listed = SourceFile.Read("build/BannedSymbols.txt").Lines.Select(line => line.Split(';')[0]).ToHashSet();

        Assert.Superset(Required.ToHashSet(), listed);
    }

    [Fact]
    public void BannedSymbols_Sources_DoNotSwitchThemOff() =>
        Rules.Hold(
            from file in SourceTree.Text
            where file.Name != nameof(BannedSymbolTests) + ".cs" && file.Name != ".editorconfig" && !file.Name.EndsWith(".md", StringComparison.Ordinal)
            from finding in file.Findings(line => line.Contains("RS0030", StringComparison.Ordinal) ? ["RS0030 (banned symbols) is an error everywhere"] : [])
            select finding);

    /// <summary>Compiles one file that asks the ambient clock, with the settings that every project here has.</summary>
    [Fact]
    public async Task Build_FileThatAsksTheAmbientClock_Fails()
    {
        var folder = Repository.Path("RecConsole.Tests", "obj", "banned-symbols-probe");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Probe.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        await File.WriteAllTextAsync(Path.Combine(folder, "Clock.cs"), "namespace Probe;\npublic static class Clock\n{\n    public static long Ticks() => System.DateTime.UtcNow.Ticks;\n}\n");

        var (exitCode, output) = await BuildAsync(folder);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Clock.cs(4,35): error RS0030", output, StringComparison.Ordinal);
    }

    static async Task<(int ExitCode, string Output)> BuildAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        using var build = Process.Start(start)!;
        var errors = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, output + await errors);
    }
}
