using System.Globalization;
using System.Text.RegularExpressions;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed partial class LeaderboardTests
{
    [GeneratedRegex(@"^\| `(?<model>\w+)` \| (?<hr>[\d.]+) \([^)]*\) \| (?<ndcg>[\d.]+) \((?<lower>[\d.]+) to (?<upper>[\d.]+)\)")]
    private static partial Regex RecordedRow();

    [Fact]
    public void Recorded_OurRows_AreThoseOfTheRecord()
    {
        var record = File.ReadLines(Repository.Path(Leaderboard.Record)).Select(line => RecordedRow().Match(line)).Where(match => match.Success)
            .Select(match => new LeaderboardRow(match.Groups["model"].Value, Number(match, "hr"), Number(match, "ndcg"), Number(match, "lower"), Number(match, "upper"), null)).ToHashSet();

        var ours = Leaderboard.Recorded.SelectMany(board => board.Rows).Where(row => row.Source is null).ToList();

        Assert.NotEmpty(ours);
        Assert.All(ours, row => Assert.Contains(row with { Command = null }, record));
    }

    /// <summary>The record says of each data set what evaluate was told, and of each model its options; what it names none of ran by default.</summary>
    [Fact]
    public void Recorded_OurRows_NameTheCommandsOfTheRecord()
    {
        var sections = File.ReadAllText(Repository.Path(Leaderboard.Record)).Split("\n## ");
        foreach (var row in Leaderboard.Recorded.SelectMany(board => board.Rows))
        {
            if (row.Source is not null)
            {
                Assert.Null(row.Command);
                continue;
            }
            var command = AskedAndSettings().Match(row.Command!);
            Assert.True(command.Success, row.Command);
            var section = Assert.Single(sections, text => text.Contains($"`evaluate MODEL {command.Groups["asked"].Value} --json`", StringComparison.Ordinal));
            var said = Regex.Match(section, $@"`{row.Model}`[^`|]*`(--[^`]+)`");
            Assert.Equal(said.Success ? said.Groups[1].Value : "", command.Groups["settings"].Value);
            Assert.Equal($"evaluate {row.Model}", row.Command![..(10 + row.Model.Length - 1)]);
            Assert.Contains($"| `{row.Model}` | {row.HitRate10!.Value.ToString("0.0000", CultureInfo.InvariantCulture)} (", section, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^evaluate \w+ (?<asked>--dataset \S+ --protocol \S+) ?(?<settings>.*)$")]
    private static partial Regex AskedAndSettings();

    [Fact]
    public void Recorded_EveryBoard_IsInOrder() =>
        Assert.All(Leaderboard.Recorded, board => Assert.Equal(board.Rows.OrderByDescending(row => row.Ndcg10).Select(row => row.Model), board.Rows.Select(row => row.Model)));

    static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
