namespace RecConsole.Engine.Impact;

/// <summary>Weight vectors that were tried, or why none could be.</summary>
/// <param name="WhyNone">In words, where there are no points; otherwise empty.</param>
public sealed record ParetoAnswer(IReadOnlyList<ParetoPoint> Points, string WhyNone = "");
