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
        Assert.All(ours, row => Assert.Contains(row, record));
    }

    [Fact]
    public void Recorded_EveryBoard_IsInOrder() =>
        Assert.All(Leaderboard.Recorded, board => Assert.Equal(board.Rows.OrderByDescending(row => row.Ndcg10).Select(row => row.Model), board.Rows.Select(row => row.Model)));

    static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
