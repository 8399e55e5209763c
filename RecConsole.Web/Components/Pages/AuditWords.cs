using RecConsole.Engine.Audit;

namespace RecConsole.Web.Components.Pages;

/// <summary>What the names of the audit log mean to people.</summary>
static class AuditWords
{
    public static string Of(string action) => action switch
    {
        AuditAction.DraftBegun => "Draft begun",
        AuditAction.DraftReopened => "Draft edited again",
        AuditAction.DraftRebased => "Draft brought up to date",
        AuditAction.DraftDiscarded => "Draft discarded",
        AuditAction.DraftSubmitted => "Sent for review",
        AuditAction.DraftApproved => "Approved",
        AuditAction.DraftRejected => "Rejected",
        AuditAction.DraftScheduled => "Scheduled",
        AuditAction.ScheduleCancelled => "Schedule cancelled",
        AuditAction.ScheduleMissed => "Scheduled, but did not go live",
        AuditAction.Published => "Published",
        AuditAction.PublishedOwn => "Published, own work",
        AuditAction.RolledBack => "Rolled back",
        AuditAction.SegmentAdded => "Segment added",
        AuditAction.SegmentChanged => "Segment changed",
        AuditAction.SegmentRemoved => "Segment removed",
        AuditAction.CampaignAdded => "Campaign added",
        AuditAction.CampaignChanged => "Campaign changed",
        AuditAction.CampaignRemoved => "Campaign removed",
        AuditAction.PersonInvited => "Person invited",
        AuditAction.PersonJoined => "Person joined",
        AuditAction.PersonChanged => "Role changed",
        AuditAction.PersonRemoved => "Person removed",
        AuditAction.ShopImported => "Data imported",
        AuditAction.ItemAdded => "Item added",
        AuditAction.ItemChanged => "Item changed",
        AuditAction.TrainingStarted => "Training started",
        AuditAction.TrainingResumed => "Training resumed",
        AuditAction.TrainingStopped => "Training stopped",
        AuditAction.TrainingFailed => "Training failed",
        AuditAction.ModelTrained => "Model trained",
        AuditAction.ModelPromoted => "Model promoted",
        AuditAction.ModelOverridden => "Model promoted against its checks",
        AuditAction.ModelRolledBack => "Model rolled back",
        AuditAction.ExperimentAdded => "Experiment added",
        AuditAction.ExperimentChanged => "Experiment changed",
        AuditAction.ExperimentDiscarded => "Experiment discarded",
        AuditAction.ExperimentStarted => "Experiment started",
        AuditAction.ExperimentPaused => "Experiment paused",
        AuditAction.ExperimentResumed => "Experiment resumed",
        AuditAction.ExperimentRamped => "Traffic of an experiment changed",
        AuditAction.ExperimentSplit => "Split of an experiment changed",
        AuditAction.ExperimentShares => "Shares of a bandit moved",
        AuditAction.ExperimentStopped => "Experiment stopped",
        _ => action,
    };

    /// <summary>What was changed: "strategy default", "item tea"; somebody who is invited has no name yet.</summary>
    public static string Subject(string subject) => subject switch
    {
        "person:new" => "somebody new",
        _ when subject.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon => $"{subject[..colon]} {subject[(colon + 1)..]}",
        _ => subject,
    };
}
