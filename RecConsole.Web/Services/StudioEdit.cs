using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>A change of a draft: what it becomes, and what was done, in words (for undo).</summary>
public sealed record StudioEdit(StrategyRevision Next, string Words);
