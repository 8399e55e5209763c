using RecConsole.Engine.Serving;

namespace RecConsole.Web.Services;

/// <summary>
/// In: the contributions to one score. Out: the terms as they are shown, the weightiest first, rounded so that the figures
/// on the page add up to the score on the page (largest remainder method), not only the numbers behind them.
/// </summary>
public static class ScoreTerms
{
    public const int Decimals = 3;
    const double Unit = 1e-3;

    /// <summary>Terms of zero are kept: that relevance counts for nothing here is a reason too.</summary>
    public static IReadOnlyList<ScoreTerm> Shown(IReadOnlyDictionary<string, float> contributions, float score)
    {
        var terms = contributions.Select(pair => (Name: pair.Key, pair.Value, Units: Math.Round(pair.Value / Unit))).ToArray();
        var missing = (int)(Math.Round(score / Unit) - terms.Sum(term => term.Units));
        // Those whose rounding lost most in the missing direction take one unit each. More than that is no rounding: shown as it is.
        if (Math.Abs(missing) > terms.Length) missing = 0;
        var takers = Enumerable.Range(0, terms.Length)
            .OrderByDescending(n => Math.Sign(missing) * (terms[n].Value / Unit - terms[n].Units))
            .Take(Math.Abs(missing));
        foreach (var n in takers) terms[n].Units += Math.Sign(missing);
        return terms.Select(term => new ScoreTerm(term.Name, Label(term.Name), term.Units * Unit))
            .OrderByDescending(term => Math.Abs(term.Value)).ThenBy(term => term.Name, StringComparer.Ordinal).ToArray();
    }

    /// <summary>The largest term of a slate: what the length of a bar is measured by.</summary>
    public static double Largest(IReadOnlyList<SlateItem> items)
    {
        double largest = 0;
        foreach (var item in items)
            foreach (var value in item.Contributions?.Values ?? []) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    /// <summary>The name of a term in words: <c>rule:summer</c> is "Rule summer", <c>priceFit</c> is "Price fit".</summary>
    public static string Label(string name)
    {
        if (name.StartsWith("rule:", StringComparison.Ordinal)) return "Rule " + name["rule:".Length..];
        var words = string.Concat(name.Select((c, n) => c is '_' or '-' or ':' ? " " : n > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

/// <param name="Value">Rounded to <see cref="ScoreTerms.Decimals"/> places.</param>
public readonly record struct ScoreTerm(string Name, string Label, double Value);
