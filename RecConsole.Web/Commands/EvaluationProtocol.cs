using System.Globalization;

namespace RecConsole.Web.Commands;

/// <summary>How a data set is cut and ranked, as <c>--protocol</c> names it.</summary>
public sealed record EvaluationProtocol(string Name)
{
    const string Full = "loo-full";
    const string Sampled = "loo-sampled";
    const string Temporal = "temporal";
    const string Given = "given";

    public bool IsTemporal => Name == Temporal;

    public bool IsGiven => Name == Given;

    /// <summary>Negatives that the target is ranked among; null ranks the whole catalogue.</summary>
    public int? Negatives { get; private init; }

    public static EvaluationProtocol? Parse(string text, out string? problem)
    {
        problem = null;
        if (text is Full or Temporal or Given) return new EvaluationProtocol(text);
        if (text.StartsWith(Sampled, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Sampled.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return new EvaluationProtocol(text) { Negatives = count };
        problem = $"'{text}' is not a protocol; there are {Full}, {Sampled}N (such as {Sampled}99), {Temporal} and {Given}.";
        return null;
    }
}
