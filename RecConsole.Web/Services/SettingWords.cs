using System.Globalization;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>The settings of a slate in words: what they do to it, not what they are called.</summary>
public static class SettingWords
{
    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Of(Exploration exploration) => exploration.IsOn
        ? string.Create(Culture, $"chance on {exploration.Share * 100:0.#}% of slates, at temperature {exploration.Temperature:0.##}")
        : "no chance";

    public static string Of(Diversity diversity) => diversity.IsOn
        ? string.Create(Culture, $"variety by {Name(diversity.Method)}, strength {diversity.Strength:0.##}")
        : "no variety beyond the scores";

    public static string Of(Cap cap) => string.Create(Culture, $"at most {cap.Most} of one {cap.Field.ToString().ToLowerInvariant()} in any {cap.Window} slots");

    public static string Name(DiversityMethod method) => method switch
    {
        DiversityMethod.Mmr => "marginal relevance",
        DiversityMethod.Dpp => "a determinantal process",
        _ => "nothing",
    };

    /// <summary>What a temperature does, by example: how likely the better one of two stands first.</summary>
    public static string Effect(Exploration exploration)
    {
        if (!exploration.IsOn) return "Every slate is in the order of the scores. The log then cannot tell what another order would have earned: Impact has no estimates.";
        // two items one standard deviation apart: P(better first) = 1 / (1 + exp(-1 / T)) under Plackett and Luce
        var first = 1 / (1 + Math.Exp(-1 / exploration.Temperature));
        return string.Create(Culture, $"On {exploration.Share * 100:0.#}% of slates the order is drawn: of two items one standard deviation of score apart, the better one comes first in {first * 100:0.#}% of draws.");
    }

    public static string Effect(Diversity diversity) => diversity.IsOn
        ? string.Create(Culture, $"Each slot is filled by score and by how unlike the item is to those above it; unlikeness counts {diversity.Strength * 100:0}%.")
        : "Slots are filled by score alone, so that much alike may stand together.";
}
