using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>The chart of a bandit's shares over time, with its table.</summary>
static class BanditFigure
{
    /// <param name="until">Where the lines end: now, or when it was stopped.</param>
    public static StudyFigure Shares(Experiment experiment, BanditResults bandit, DateTimeOffset until, string note)
    {
        var arms = bandit.Arms.Select(arm => arm.Name).ToArray();
        object[] times = [.. bandit.Periods.Select(period => period.Start).Append(until).Select(at => (object)at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))];
        return new StudyFigure("steps", "Shares over time",
            $"Share of the units that enter, by arm and period, {note}; {Formatting.Count(bandit.Periods.Count, "period", "periods")} so far, and no arm falls below {Formatting.Percent(experiment.Bandit?.Floor, 1)}",
            ["Period", "From", .. arms.SelectMany(arm => new[] { $"{arm}: share", $"{arm}: chance to be the best before it", $"{arm}: units" })],
            [.. bandit.Periods.Index().Select(one => (object[])[one.Index + 1, Formatting.Time(one.Item.Start), .. arms.SelectMany((_, arm) =>
                new[] { Math.Round(one.Item.Shares[arm], 4), one.Item.Best.Count > arm ? (object)Math.Round(one.Item.Best[arm], 4) : Formatting.Unknown, one.Item.Arms[arm].Units.Count })])])
        {
            Bands = [.. arms.Select((arm, i) => new StudyFigure.Band(arm, times, [.. bandit.Periods.Select(period => period.Shares[i]).Append(bandit.Periods[^1].Shares[i])], [], []))],
            Marks = experiment.Bandit is { } plan ? [new StudyFigure.Mark(plan.Floor, $"floor {Formatting.Percent(plan.Floor, 1)}")] : [],
            XTitle = "time, UTC", YTitle = "share of the traffic", YTick = ".0%",
        };
    }
}
