using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Experiments;

/// <summary>A slot of an interleaved slate.</summary>
/// <param name="Item">Dense index.</param>
public readonly record struct DraftedSlot(int Item, DraftTeam Team);
