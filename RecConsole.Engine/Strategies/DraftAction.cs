namespace RecConsole.Engine.Strategies;

/// <summary>What can be done with a draft, or in the place of one.</summary>
public enum DraftAction
{
    /// <summary>Change the content; begins a draft where there is none.</summary>
    Edit,
    /// <summary>Bring a stale draft up to the revision that is live now.</summary>
    Rebase,
    Submit,
    Approve,
    Reject,
    Publish,
    Schedule,
    /// <summary>Take a scheduled draft off the calendar.</summary>
    Unschedule,
    Discard,
}
