using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>A kept revision of a strategy, with each time that it went live, the newest first.</summary>
public sealed record HistoryEntry(StrategyRevision Revision, DateTimeOffset MadeAt, ImmutableArray<Publication> Publications, bool IsLive);
