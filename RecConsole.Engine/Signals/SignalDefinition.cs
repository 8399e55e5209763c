namespace RecConsole.Engine.Signals;

/// <summary>One business column of the catalogue matrix.</summary>
/// <param name="Key">Name in strategies and contributions.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Meaning">One plain sentence: what a higher value means.</param>
/// <param name="Unit">Unit of the raw value, for pages; empty for a share.</param>
/// <param name="IsLive">Whether events move it, so that it is computed anew at each refresh; otherwise only when the catalogue changes.</param>
public sealed record SignalDefinition(string Key, string Title, string Meaning, string Unit, SignalTransform Transform, bool IsLive);
