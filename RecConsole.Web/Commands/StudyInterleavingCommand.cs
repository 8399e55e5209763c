using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Statistics;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Commands;

/// <summary><c>study interleaving</c>: how many sessions interleaving saves, on the demo shop's simulated shoppers.</summary>
public static class StudyInterleavingCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Command Create()
    {
        var visits = StudyCommand.Whole("--visits", "Simulated visits, each made under both strategies and interleaved", 20_000, 200, 1_000_000);
        var weights = new Option<string[]>("--weight") { Description = "The other strategy: the default with this weight; each is a study of its own", HelpName = "KEY=WEIGHT", DefaultValueFactory = _ => ["newness=0.6", "newness=0.3", "margin=0.5", "popularity=0.8"] };
        weights.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (Parse(token.Value) is null) result.AddError($"--weight: '{token.Value}' is no weight; write KEY=WEIGHT, such as popularity=0.8.");
        });
        var seed = StudyCommand.Seed();
        var command = new Command("interleaving", "Sessions that an A/B test on click-through and interleaving need for the same decision, on the demo shop's simulated shoppers") { visits, weights, seed, CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var shop = new StudyShop(cancellation);
            var found = new List<(string Change, InterleavingGain Gain)>();
            foreach (var text in parsed.GetValue(weights)!)
            {
                var (key, weight) = Parse(text)!.Value;
                var compared = shop.Interleaving().Run(StrategyStore.FirstDefault, StrategyStore.FirstDefault.WithWeight(key, weight), parsed.GetValue(visits), (ulong)parsed.GetValue(seed), cancellation);
                found.Add((text, InterleavingGain.Of(compared, (ulong)parsed.GetValue(seed))));
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{text}: done");
            }
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson()
                ? JsonSerializer.Serialize(found.Select(one => new { change = one.Change, result = one.Gain }), Json)
                : string.Join(Environment.NewLine, found.Select(one => ToText(one.Change, one.Gain))));
            return CommandLine.Success;
        });
        return command;
    }

    static string ToText(string change, InterleavingGain gain) => string.Create(CultureInfo.InvariantCulture, $"""
        default against {change}, {gain.Visits:N0} simulated visits: CTR {gain.CtrA:0.000%} and {gain.CtrB:0.000%}, lift {Words(gain.Lift, "+0.0%;-0.0%;0.0%")}; preference {Words(gain.Preference, "+0.0000;-0.0000;0.0000")}{(gain.Agrees ? "" : " AGAINST the click-through")}
          the drafts differ in {gain.Differing:0.0%} of their slots; at the same moments of the same visits the slates' clicks differ by {Words(gain.AtOnce, "+0.0%;-0.0%;0.0%")}, those of their upper halves by {Words(gain.AtOnceTop, "+0.0%;-0.0%;0.0%")}
          sessions for 80 % power at 5 %: A/B test {gain.SplitSessions:N0}, interleaving {gain.DraftSessions:N0} (sign test {gain.SignSessions:N0}): {Words(gain.Ratio, "0.0")} times fewer
          found at that size, of 1,000 tests drawn from the visits: A/B test {gain.SplitPower:0.0%}, interleaving {gain.DraftPower:0.0%}
        """);

    static string Words(Interval one, string format) => string.Create(CultureInfo.InvariantCulture, $"{one.Value.ToString(format, CultureInfo.InvariantCulture)} ({one.Lower.ToString(format, CultureInfo.InvariantCulture)} to {one.Upper.ToString(format, CultureInfo.InvariantCulture)})");

    static (string Key, float Weight)? Parse(string text) =>
        text.Split('=') is [{ Length: > 0 } key, var number] && float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && float.IsFinite(weight) ? (key, weight) : null;
}
