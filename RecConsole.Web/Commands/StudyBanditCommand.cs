using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Commands;

/// <summary><c>study bandit</c>: what a bandit's two estimates of a lift are worth, and what its traffic earns.</summary>
public static class StudyBanditCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var courses = StudyCommand.Whole("--runs", "Simulated bandits", 10_000, 100, 1_000_000);
        var rates = new Option<string>("--rates") { Description = "True rates of the arms, the control first; the last is compared with it", HelpName = "R,R,...", DefaultValueFactory = _ => "0.05,0.05,0.06" };
        rates.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Parse(text) is null) result.AddError($"--rates: '{text}' is no list of two to ten rates between 0 and 1, such as 0.05,0.06.");
        });
        var seed = StudyCommand.Seed();
        var command = new Command("bandit", "How far a bandit's plain difference lies from the truth, how far the one weighted by period, and what its traffic earns") { courses, rates, seed, CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            var study = new BanditStudy(Parse(parsed.GetValue(rates)!)!, parsed.GetValue(courses), (ulong)parsed.GetValue(seed));
            var found = study.Run(cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? JsonSerializer.Serialize(new { study = new { study.Rates, study.Courses, study.Seed, study.Periods, study.UnitsPerPeriod, study.Floor }, result = found }, Json) : ToText(study, found));
            return CommandLine.Success;
        });
        return command;
    }

    static string ToText(BanditStudy study, BanditStudyResult found) => string.Create(CultureInfo.InvariantCulture, $"""
        {study.Courses:N0} bandits of {study.Periods} periods with {study.UnitsPerPeriod} units, floor {study.Floor:0.##}, true rates {string.Join(", ", study.Rates)}; seed {study.Seed}
          difference of the last arm from the first, truly {found.Truth:+0.0000;-0.0000;0}
          plain averages:      off by {Words(found.NaiveBias)} on average, interval holds the truth in {found.NaiveCoverage:0.0%}
          weighted by period:  off by {Words(found.WeightedBias)} on average, interval holds the truth in {found.WeightedCoverage:0.0%}
          earned {found.Earned.Value:0.00000} a unit; equal shares would earn {found.EqualSplit:0.00000}, the best arm alone {found.BestRate:0.00000}
          share of the best arm in the last period: {found.ShareOfBest.Value:0.0%} on average
        """);

    static string Words(Interval one) => string.Create(CultureInfo.InvariantCulture, $"{one.Value:+0.000000;-0.000000} ({one.Lower:+0.000000;-0.000000} to {one.Upper:+0.000000;-0.000000})");

    static double[]? Parse(string text)
    {
        var rates = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < 1 ? rate : 0).ToArray();
        return rates.Length is >= 2 and <= 10 && rates.All(rate => rate > 0) ? rates : null;
    }
}
