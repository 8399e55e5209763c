using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Commands;

/// <summary>What <c>ope</c> prints.</summary>
public sealed class OpeText(BanditEvaluation found)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(new
    {
        policy = found.Policy,
        rows = found.Rounds,
        clicks = found.Clicks,
        logged = Figures(found.Estimates.Logged),
        estimators = new { ips = Figures(found.Estimates.Ips), snips = Figures(found.Estimates.Snips), dm = Figures(found.Estimates.Dm), dr = Figures(found.Estimates.Dr) },
        effectiveSampleSize = found.Support.EffectiveSlates,
        unsupportedMass = found.Support.UnsupportedMass,
        maxWeight = found.Support.MaxWeight,
        meanWeight = Figures(found.MeanWeight),
        rewardModel = new { folds = BanditRewardModel.Folds, logLoss = found.Model.LogLoss, constantLogLoss = found.Model.ConstantLogLoss, beatsConstant = found.Model.BeatsConstant },
        verdict = JsonNamingPolicy.CamelCase.ConvertName(found.Support.Verdict.ToString()),
        sentence = found.Sentence,
    }, Json);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(found.Sentence);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"clicks a round, {found.Rounds:N0} rounds with {found.Clicks:N0} clicks, policy {found.Policy}; intervals of 95 %");
        Append(text, "logged", found.Estimates.Logged);
        Append(text, "IPS", found.Estimates.Ips);
        Append(text, "SNIPS", found.Estimates.Snips);
        Append(text, "DM", found.Estimates.Dm);
        Append(text, "DR", found.Estimates.Dr);
        text.AppendLine(CultureInfo.InvariantCulture, $"effective sample {found.Support.EffectiveSlates:N1}, unsupported {found.Support.UnsupportedMass:0.0%}, weights: mean {found.MeanWeight.Value:0.###} ({found.MeanWeight.Lower:0.###} to {found.MeanWeight.Upper:0.###}), largest {found.Support.MaxWeight:0.###}");
        text.Append(CultureInfo.InvariantCulture, $"reward model, out of fold: log loss {found.Model.LogLoss:0.000000}, of the rate alone {found.Model.ConstantLogLoss:0.000000}{(found.Model.BeatsConstant ? "" : ": what is known of rounds tells no more than the rate")}");
        return text.ToString();
    }

    static void Append(StringBuilder text, string name, Interval one) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-8} {one.Value:0.0000000}   ({one.Lower:0.0000000} to {one.Upper:0.0000000})");

    static object Figures(Interval one) => new { value = one.Value, ciLower = one.Lower, ciUpper = one.Upper, standardError = (one.Upper - one.Value) / Interval.Z95 };
}
