namespace RecConsole.Engine.Strategies;

/// <summary>How far a draft is on its way. Kept by name: never rename.</summary>
public enum DraftState
{
    /// <summary>Being worked on.</summary>
    Draft,
    /// <summary>Somebody else is asked to approve it.</summary>
    InReview,
    /// <summary>May be published as it is; an edit makes it <see cref="Draft"/> again.</summary>
    Approved,
    /// <summary>Goes live by itself at <see cref="StrategyDraft.PublishAt"/>.</summary>
    Scheduled,
}
