namespace RecConsole.Engine.Experiments;

/// <summary>Whose pick an item of an interleaved slate is.</summary>
public enum DraftTeam : byte
{
    /// <summary>Both would have placed it there, or only one had items left: a click on it is nobody's.</summary>
    None,
    A,
    B,
}

/// <summary>A slot of an interleaved slate.</summary>
/// <param name="Item">Dense index.</param>
public readonly record struct DraftedSlot(int Item, DraftTeam Team);
