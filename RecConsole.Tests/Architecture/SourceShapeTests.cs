using System.Text.RegularExpressions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>How files are cut and named.</summary>
public sealed partial class SourceShapeTests
{
    const int MaxFolders = 3;

    static readonly string[] BannedEndings = ["Helper", "Helpers", "Util", "Utils", "Manager", "Common", "Base", "Impl", "Dto", "Data", "Info"];

    /// <summary>Names with such an ending that are the thing's own name: <c>shared/data</c> is a folder.</summary>
    static readonly string[] OwnNames = [nameof(SharedData)];

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)\s*;")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?<kind>class|interface|struct)\s+(?<name>\w+)")]
    private static partial Regex PublicTopLevelType();

    [GeneratedRegex(@"\b(?:class|interface|struct|enum|record)\s+(?<name>[A-Z]\w+)")]
    private static partial Regex TypeName();

    [Fact]
    public void Namespace_EveryFile_IsItsFolder() =>
        Rules.Hold(
            from file in SourceTree.CSharp
            where file.Folders is ["RecConsole.Engine" or "RecConsole.Web" or "RecConsole.Tests", ..]
            let folder = string.Join('.', file.Folders)
            from finding in file.Findings(line => NamespaceLine().Match(line) is { Success: true } found && found.Groups["name"].Value != folder
                ? [$"the namespace {found.Groups["name"].Value} must be its folder, {folder}"]
                : [])
            select finding);

    /// <summary>Records and enums of the same concept, and the records of an endpoint, may stand beside the one type.</summary>
    [Fact]
    public void PublicTypes_EveryFile_HoldsOneNamedAsTheFile() =>
        Rules.Hold(
            from file in SourceTree.CSharp
            let types = file.Code
                .Select((line, index) => (Match: PublicTopLevelType().Match(line), Index: index))
                .Where(type => type.Match.Success)
                .Select(type => (Name: type.Match.Groups["name"].Value, type.Index))
                .ToList()
            from type in types
            where type != types[0] || type.Name != file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)]
            select file.At(type.Index, type == types[0]
                ? $"the file of {type.Name} must carry its name"
                : $"{type.Name} is a second public type beside {types[0].Name}: one a file"));

    [Fact]
    public void Files_All_StayShort() =>
        Rules.Hold(
            from file in SourceTree.CSharp.Concat(SourceTree.Razor)
            let most = file.Name.EndsWith(".razor", StringComparison.Ordinal) ? 200 : file.Folders[0] == "RecConsole.Tests" ? 600 : 400
            where file.Lines.Length > most
            select file.At(most, $"{file.Lines.Length} lines; at most {most}"));

    [Fact]
    public void Files_All_StandAtMostThreeFoldersDeep() =>
        Rules.Hold(
            from file in SourceTree.Text
            where file.Folders.Length > MaxFolders
            select file.At(0, $"{file.Folders.Length} folders deep; at most {MaxFolders}"));

    [Fact]
    public void TypeNames_All_SayWhatTheThingIs() =>
        Rules.Hold(
            from file in SourceTree.CSharp
            from finding in file.Findings(line =>
                from Match match in TypeName().Matches(line)
                let name = match.Groups["name"].Value
                from ending in BannedEndings
                where name.EndsWith(ending, StringComparison.Ordinal) && !OwnNames.Contains(name)
                select $"{name} ends in {ending}, which says nothing about it")
            select finding);

    [Fact]
    public void Regions_Nowhere() =>
        Rules.Hold(
            from file in SourceTree.CSharp
            from finding in file.Findings(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal) ? ["no #region: cut the file"] : [])
            select finding);
}
