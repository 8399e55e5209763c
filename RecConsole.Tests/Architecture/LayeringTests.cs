using System.Text.RegularExpressions;

namespace RecConsole.Tests.Architecture;

/// <summary>Who may know whom, read from the sources.</summary>
public sealed partial class LayeringTests
{
    static readonly ILookup<string, string> TypesByFolder = SourceTree.Engine
        .ToLookup(file => file.Folders[1], file => file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)]);

    [GeneratedRegex(@"\bRecConsole\.Engine\.(?<folder>\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex RelativeName();

    [Fact]
    public void EngineLayers_EveryRow_ImportsOnlyFloorsBelow() =>
        Rules.Hold(
            from layer in EngineLayers.All
            from other in layer.MayImport.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where other != "*" && EngineLayers.ByFolder[other].Rank >= layer.Rank
            select $"{layer.Folder} (floor {layer.Rank}) may not import {other} (floor {EngineLayers.ByFolder[other].Rank}): imports go down, so that there is no circle");

    [Fact]
    public void EngineFolders_All_StandInTheTable() =>
        Rules.Hold(
            from file in SourceTree.Engine
            where !EngineLayers.ByFolder.ContainsKey(file.Folders[1])
            select file.At(0, $"the folder {file.Folders[1]} has no row in Architecture/EngineLayers.cs"));

    [Fact]
    public void EngineFolders_Imports_FollowTheTable() =>
        Rules.Hold(
            from file in SourceTree.Engine
            let layer = EngineLayers.ByFolder[file.Folders[1]]
            from finding in file.Findings(line =>
                from folder in FoldersNamedIn(line).Distinct()
                where !layer.Allows(folder)
                select $"{layer.Folder} may not import {folder}; it may import: {(layer.MayImport is "" ? "nothing" : layer.MayImport)}")
            select finding);

    [Fact]
    public void Engine_Sources_KnowNoWeb() =>
        Rules.Hold(
            from file in SourceTree.Engine
            from finding in file.Findings(line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || line.Contains("RecConsole.Web", StringComparison.Ordinal)
                ? ["the engine knows neither ASP.NET nor the web project"]
                : [])
            select finding);

    [Theory]
    [InlineData("Components")]
    [InlineData("Api")]
    public void WebFolder_SeenFromTheOthers_IsImportedByNobody(string folder) =>
        Rules.Hold(
            from file in SourceTree.CSharp.Concat(SourceTree.Razor)
            where file.Folders is ["RecConsole.Web", ..] && file.Name != "RecConsoleApp.cs" && file.Folders.ElementAtOrDefault(1) != folder
            from finding in file.Findings(line => Regex.IsMatch(line, $@"\bRecConsole\.Web\.{folder}\b|^\s*using {folder}\b")
                ? [$"{folder} is imported by nobody but the composition root, RecConsoleApp.cs"]
                : [])
            select finding);

    /// <summary>Folders that a line names: in full, or relative to RecConsole.Engine (<c>Catalog.Item</c>) for a type that is there.</summary>
    static IEnumerable<string> FoldersNamedIn(string line)
    {
        foreach (Match match in FullName().Matches(line))
            if (EngineLayers.ByFolder.ContainsKey(match.Groups["folder"].Value)) yield return match.Groups["folder"].Value;
        foreach (Match match in RelativeName().Matches(line))
            if (TypesByFolder[match.Groups["folder"].Value].Contains(match.Groups["type"].Value)) yield return match.Groups["folder"].Value;
    }
}
