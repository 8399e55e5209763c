namespace RecConsole.Engine.Feedback;

/// <summary>The slate and slot that an event belongs to.</summary>
public readonly record struct Attribution(SlateRecord Slate, int Position)
{
    /// <summary>Whose pick the slot is, where two strategies drafted the slate.</summary>
    public DraftTeam Team => Slate.Teams.Count >= Position ? Slate.Teams[Position - 1] : DraftTeam.None;
}
