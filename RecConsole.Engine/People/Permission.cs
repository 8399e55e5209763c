namespace RecConsole.Engine.People;

/// <summary>A right that a page, a route or the hub asks for; who has it stands in <see cref="RolePolicy"/>.</summary>
public enum Permission
{
    /// <summary>See the pages and the live figures.</summary>
    View,
    /// <summary>Make, change, submit and discard drafts.</summary>
    EditDrafts,
    /// <summary>Approve and reject what others have submitted.</summary>
    Review,
    /// <summary>Publish, schedule and roll back.</summary>
    Publish,
    /// <summary>Change price, cost, stock and state of items: shoppers see it within a second, without a review.</summary>
    EditCatalog,
    /// <summary>Import a catalogue or a history, which can replace the whole shop and its log; nothing takes it back.</summary>
    ImportData,
    /// <summary>See who changed what, when and why.</summary>
    ReadAudit,
    /// <summary>Train models, stop and resume trainings.</summary>
    TrainModels,
    /// <summary>Let a model serve that passed its checks, and go back to the one before.</summary>
    PromoteModels,
    /// <summary>Let a model serve that did not pass, with a reason.</summary>
    OverrideChecks,
    /// <summary>Define experiments, start, ramp, split, pause and stop them.</summary>
    RunExperiments,
    /// <summary>Stop or pause a running experiment: whoever answers for what shoppers see must be able to.</summary>
    StopExperiments,
    /// <summary>Invite people and change their roles.</summary>
    ManagePeople,
}
