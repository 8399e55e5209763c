namespace RecConsole.Web.Services;

/// <summary>In: the terms of a score. Out: the steps from 0 to it, the weightiest first, as they are drawn; their figures add up as shown.</summary>
public static class Waterfall
{
    /// <summary>Terms of zero have no step.</summary>
    public static IReadOnlyList<WaterfallStep> Of(IReadOnlyDictionary<string, float> terms, float score)
    {
        var steps = new List<WaterfallStep>();
        var sum = 0d;
        foreach (var term in ScoreTerms.Shown(terms, score))
        {
            if (term.Value == 0) continue;
            steps.Add(new WaterfallStep(term, sum, sum + term.Value));
            sum += term.Value;
        }
        return steps;
    }
}

/// <param name="From">The sum before this term.</param>
/// <param name="To">The sum after it.</param>
public readonly record struct WaterfallStep(ScoreTerm Term, double From, double To);
