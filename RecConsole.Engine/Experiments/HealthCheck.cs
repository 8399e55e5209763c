namespace RecConsole.Engine.Experiments;

/// <summary>One look at whether an experiment's figures can be trusted.</summary>
/// <param name="Key">For programs: <c>sample-ratio</c> and so on.</param>
/// <param name="Name">For people.</param>
/// <param name="Sentence">What was found, and what to do where it is not green.</param>
/// <param name="PValue">Where the check is a test.</param>
public sealed record HealthCheck(string Key, string Name, HealthState State, string Sentence, double? PValue = null);
