namespace RecConsole.Engine.Feedback;

/// <summary>Whose pick an item of an interleaved slate is.</summary>
public enum DraftTeam : byte
{
    /// <summary>Both would have placed it there, or only one had items left: a click on it is nobody's.</summary>
    None,

    /// <summary>The control's.</summary>
    A,

    /// <summary>The other variant's.</summary>
    B,
}
