using System.Text.RegularExpressions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>What the READMEs say about the sources is true of them.</summary>
public sealed partial class ReadmeTests
{
    static readonly string[] Readmes = ["README.md", "RecConsole.Engine/README.md"];

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<rank>\d+) \| (?<folder>\w+) \| [^|]+ \| (?<imports>[^|]+) \|$")]
    private static partial Regex LayerRow();

    [Fact]
    public void EngineReadme_TableOfFolders_IsTheTableOfTheTests()
    {
        var rows = SourceFile.Read("RecConsole.Engine/README.md").Lines
            .Select(line => LayerRow().Match(line))
            .Where(match => match.Success)
            .Select(match => new EngineLayers.Layer(int.Parse(match.Groups["rank"].Value), match.Groups["folder"].Value,
                match.Groups["imports"].Value switch { "-" => "", "all below" => "*", var names => names }));

        Assert.Equal(EngineLayers.All, rows);
    }

    [Fact]
    public void Readmes_Links_LeadToFiles() =>
        Rules.Hold(
            from readme in Readmes.Select(SourceFile.Read)
            from line in readme.Lines.Select((text, index) => (text, index))
            from Match match in Link().Matches(line.text)
            let target = match.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(Repository.Path(readme.RelativePath))!, target))
            select readme.At(line.index, $"{target} does not exist"));
}
