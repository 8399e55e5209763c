using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>That the draft or the live revision of a strategy changed.</summary>
/// <param name="ById">Who did it: a page leaves its own changes away.</param>
/// <param name="Draft">As it is now; null where there is none any more.</param>
/// <param name="WentLive">What went live by it, or null.</param>
public sealed record DeskChange(string Key, string ById, string ByName, StrategyDraft? Draft, Publication? WentLive = null);
