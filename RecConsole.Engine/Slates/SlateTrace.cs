using RecConsole.Engine.Catalog;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>What each step did to one item of the top M, or to a pinned one. Ranks and slots count from 1.</summary>
/// <param name="ScoreRank">Null for a pinned item that is not among the top M.</param>
/// <param name="DrawnRank">After the exploration draw; the same as <paramref name="ScoreRank"/> when nothing was drawn.</param>
/// <param name="DiverseRank">After diversity.</param>
/// <param name="PutOff">The cap that kept it out of a slot that was its turn, or null.</param>
/// <param name="PutOffSlot">That slot.</param>
/// <param name="PinnedBy">The rule that pins it to its slot, or null.</param>
/// <param name="Slot">Where it stands; null when it is not shown.</param>
public sealed record SlateTraceEntry(ItemId Item, float Score, int? ScoreRank, int? DrawnRank, int? DiverseRank, Cap? PutOff, int? PutOffSlot, string? PinnedBy, int? Slot);

/// <summary>
/// How the top M of one request became its slate: <see cref="Entries"/> in the order of the slate, then of the last order
/// that the rest had.
/// </summary>
/// <param name="Explored">Whether the order was drawn.</param>
/// <param name="Notes">Pins that do not hold and caps that pins broke or that left slots empty, in words.</param>
public sealed record SlateTrace(bool Explored, IReadOnlyList<SlateTraceEntry> Entries, IReadOnlyList<string> Notes);
