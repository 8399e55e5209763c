namespace RecConsole.Engine.Training;

/// <summary>One question that a model must stand before it may serve.</summary>
/// <param name="Name">As <c>quality</c>, <c>smoke</c> and <c>latency</c>.</param>
/// <param name="Sentence">What was found; where it did not pass, what would be right.</param>
/// <param name="Figure">What was measured, in <paramref name="Unit"/>; null where the check is no number.</param>
/// <param name="Limit">What the figure is held against.</param>
public sealed record GateCheck(string Name, bool Passed, string Sentence, double? Figure = null, double? Limit = null, string? Unit = null);
