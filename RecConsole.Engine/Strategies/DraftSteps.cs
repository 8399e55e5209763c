using System.Collections.Immutable;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Strategies;

/// <summary>What can be done next.</summary>
/// <param name="Primary">What the primary button does.</param>
/// <param name="Label">What it says.</param>
/// <param name="IsEnabled">Whether it can be pressed; if not, the hint says why not.</param>
/// <param name="Hint">A sentence on what comes of it, or what is missing.</param>
/// <param name="Others">What else this person may do now.</param>
/// <param name="NeedsReason">Whether publishing asks for a reason: nobody else has approved what is the person's own.</param>
public sealed record DraftStep(DraftAction Primary, string Label, bool IsEnabled, string Hint, ImmutableArray<DraftAction> Others, bool NeedsReason = false)
{
    /// <summary>Whether this person may do something now, by the primary button or another.</summary>
    public bool Allows(DraftAction action) => action == Primary && IsEnabled || Others.Contains(action);
}

/// <summary>
/// The path of a change as one pure function: draft, review, approval, publishing. Nobody approves what has changes of
/// their own in it once the shop has two people who may publish; before that, and for an admin who states a reason,
/// publishing one's own is allowed. The pages' buttons and the desk's refusals both come from here.
/// </summary>
public static class DraftSteps
{
    /// <summary>From how many people who may publish on another one has to approve.</summary>
    public const int PublishersForReview = 2;

    public static DraftStep Of(DraftSituation at)
    {
        var others = Others(at).ToImmutableArray();
        var (primary, label, problem, hint) = Next(at);
        return new DraftStep(primary, label, problem is null, problem ?? hint, others.Remove(primary), NeedsReason(at));
    }

    /// <summary>Why an action cannot be done now, or null when it can.</summary>
    public static string? Refusal(DraftSituation at, DraftAction action) => action switch
    {
        DraftAction.Edit => Lacks(at, Permission.EditDrafts),
        _ when at.State is null => "There is no draft: change something first.",
        DraftAction.Rebase => Lacks(at, Permission.EditDrafts) ?? (at.IsStale ? null : "The draft is up to date."),
        DraftAction.Discard => Lacks(at, Permission.EditDrafts),
        DraftAction.Submit => Lacks(at, Permission.EditDrafts) ?? NotReady(at) ?? (at.State == DraftState.Draft ? null : "The draft has been submitted already."),
        DraftAction.Approve => Lacks(at, Permission.Review) ?? NotReady(at) ?? NotInReview(at)
            ?? (at.IsOwn && at.Publishers >= PublishersForReview ? "Your own changes are in this draft: somebody else who may publish approves it." : null),
        DraftAction.Reject => Lacks(at, Permission.Review) ?? NotInReview(at),
        DraftAction.Unschedule => Lacks(at, Permission.Publish) ?? (at.State == DraftState.Scheduled ? null : "The draft is not scheduled."),
        DraftAction.Publish or DraftAction.Schedule => Lacks(at, Permission.Publish) ?? NotReady(at) ?? NotApproved(at),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    static (DraftAction Action, string Label, string? Problem, string Hint) Next(DraftSituation at)
    {
        if (at.State is not { } state) return With(DraftAction.Edit, "Edit", "Move a slider or change a rule: that begins a draft, and nothing changes for shoppers.");
        if (at.IsStale) return With(DraftAction.Rebase, "Bring up to date", "Another revision went live since this draft began. See what changed before it goes on.");
        var needsReview = NeedsReview(at);
        return state switch
        {
            DraftState.Draft when needsReview || !at.Role.May(Permission.Publish) => With(DraftAction.Submit, "Send for review", Warned("Somebody who may publish is asked to approve it.")),
            DraftState.InReview when needsReview || !at.Role.May(Permission.Publish) =>
                With(DraftAction.Approve, "Approve", Warned("It can then be published or scheduled, exactly as it is now.")),
            DraftState.Scheduled => With(DraftAction.Unschedule, "Cancel the schedule", "Once cancelled, it stays approved and goes live when somebody publishes it."),
            DraftState.Approved => With(DraftAction.Publish, "Publish", Warned("Approved. It ranks from the next request on; rolling back is one click.")),
            _ => With(DraftAction.Publish, "Publish", Warned(at.IsOwn
                ? "Nobody else of this shop may publish: it is recorded as your own. It ranks from the next request on; rolling back is one click."
                : "It ranks from the next request on; rolling back is one click.")),
        };

        (DraftAction, string, string?, string) With(DraftAction action, string label, string hint) => (action, label, Refusal(at, action), hint);
        string Warned(string hint) => at.Conflicts == 0 ? hint : $"{(at.Conflicts == 1 ? "One conflict" : $"{at.Conflicts} conflicts")} between its rules: look at {(at.Conflicts == 1 ? "it" : "them")} first. {hint}";
    }

    static IEnumerable<DraftAction> Others(DraftSituation at) => Enum.GetValues<DraftAction>().Where(action => Refusal(at, action) is null);

    static string? Lacks(DraftSituation at, Permission permission) => at.Role.May(permission) ? null : RolePolicy.Missing(permission, at.Role);

    static string? NotReady(DraftSituation at) =>
        at.IsStale ? "Another revision went live since this draft began: bring it up to date first."
        : !at.Differs ? "The draft is what is live already: change something first."
        : at.Problem;

    static string? NotInReview(DraftSituation at) => at.State == DraftState.InReview ? null : "The draft is not in review: it has to be submitted first.";

    /// <summary>Whether another one's approval is still to come.</summary>
    static bool NeedsReview(DraftSituation at) => at.Publishers >= PublishersForReview && at.State is (DraftState.Draft or DraftState.InReview);

    /// <summary>An admin may, with a reason; the others wait for somebody else.</summary>
    static string? NotApproved(DraftSituation at) => !NeedsReview(at) || at.Role == Role.Admin ? null
        : at.State == DraftState.InReview && !at.IsOwn ? "Approve it first."
        : "Somebody else who may publish has to approve it first.";

    static bool NeedsReason(DraftSituation at) => NeedsReview(at) && at.Role == Role.Admin;
}
