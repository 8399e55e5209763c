using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Statistics;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Commands;

/// <summary>
/// <c>simulate</c>: what visits of the demo shop's simulated shoppers come to under live strategies, each meeting the same shoppers with
/// the same chance. Reads the data directory's strategies and changes nothing there.
/// </summary>
public static class SimulateCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var strategies = new Option<string[]>("--strategy") { Description = "Key of a live strategy; several to compare them; all live ones where none is named", HelpName = "KEY" };
        var shoppers = StudyCommand.Whole("--shoppers", "Simulated shoppers, each of them on one visit", 2_000, 2, 1_000_000);
        var seed = StudyCommand.Seed();
        var command = new Command("simulate", "Run simulated shoppers against the engine, on the demo shop as it is first made, under the live strategies of --data") { strategies, shoppers, seed, CommandOptions.Json() };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(strategies) ?? [], parsed.GetValue(shoppers), parsed.GetValue(seed), cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string[] keys, int shoppers, int seed, CancellationToken cancellation)
    {
        var chosen = Choose(ReadLive(parsed.DataDirectory()), keys);
        using var shop = new StudyShop(cancellation);
        var found = new List<TrialOutcome>();
        foreach (var strategy in chosen)
        {
            found.Add(shop.Trial().Run(strategy, shoppers, (ulong)seed, cancellation));
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{strategy.Key}: done");
        }
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? ToJson(found, shoppers, seed) : ToText(found, shoppers, seed));
        return CommandLine.Success;
    }

    static IReadOnlyList<StrategyRevision> ReadLive(string directory)
    {
        if (!File.Exists(Path.Combine(directory, Database.FileName))) return [StrategyStore.FirstDefault];
        using var database = Database.Open(directory, TimeProvider.System);
        var live = new StrategyTable(database).ReadLive();
        return live.Any(one => one.Key == StrategyStore.DefaultKey) ? live : [StrategyStore.FirstDefault, .. live];
    }

    static IReadOnlyList<StrategyRevision> Choose(IReadOnlyList<StrategyRevision> live, string[] keys) => keys.Length == 0
        ? live
        : [.. keys.Distinct(StringComparer.Ordinal).Select(key => live.FirstOrDefault(one => one.Key == key)
            ?? throw new CommandFailedException($"There is no live strategy '{key}'; there are {string.Join(", ", live.Select(one => $"'{one.Key}'"))}. A draft becomes live when it is published."))];

    static string ToJson(List<TrialOutcome> found, int shoppers, int seed) => JsonSerializer.Serialize(new
    {
        shoppers,
        seed,
        strategies = found.Select(one => new { key = one.Key, slates = one.Slates, ctr = Figures(one.Ctr), conversion = Figures(one.Conversion), revenuePerSession = Figures(one.RevenuePerSession), satisfaction = Figures(one.Satisfaction) }),
    }, Json);

    static string ToText(List<TrialOutcome> found, int shoppers, int seed)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{shoppers:N0} simulated shoppers, one visit each, seed {seed}; intervals of 95 %. It proves a mechanism, not a market.");
        foreach (var one in found)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{one.Key}: {one.Slates:N0} slates");
            text.AppendLine(CultureInfo.InvariantCulture, $"  CTR                  {Words(one.Ctr, "0.00%")}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  conversion           {Words(one.Conversion, "0.00%")}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  revenue per session  {Words(one.RevenuePerSession, "0.00")}");
            text.Append(CultureInfo.InvariantCulture, $"  satisfaction         {Words(one.Satisfaction, "0.0000")}");
        }
        return text.ToString();
    }

    static object? Figures(Interval? found) => found is { } one ? new { value = one.Value, ciLower = one.Lower, ciUpper = one.Upper } : null;

    static string Words(Interval? found, string format)
    {
        if (found is not { } one) return "nothing was shown";
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(one.Value)} ({Text(one.Lower)} to {Text(one.Upper)})";
    }
}
