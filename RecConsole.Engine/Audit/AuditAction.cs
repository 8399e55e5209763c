namespace RecConsole.Engine.Audit;

/// <summary>The names under which changes stand in the audit log; they are stored and hashed: never rename.</summary>
public static class AuditAction
{
    public const string DraftBegun = "draft.begun";
    /// <summary>Edited after it had been submitted, approved or scheduled.</summary>
    public const string DraftReopened = "draft.reopened";
    public const string DraftRebased = "draft.rebased";
    public const string DraftDiscarded = "draft.discarded";
    public const string DraftSubmitted = "draft.submitted";
    public const string DraftApproved = "draft.approved";
    public const string DraftRejected = "draft.rejected";
    public const string DraftScheduled = "draft.scheduled";
    public const string ScheduleCancelled = "schedule.cancelled";
    /// <summary>A scheduled draft that could not go live when it was due.</summary>
    public const string ScheduleMissed = "schedule.missed";
    public const string Published = "strategy.published";
    /// <summary>By its own author, without another's approval.</summary>
    public const string PublishedOwn = "strategy.published-own";
    public const string RolledBack = "strategy.rolled-back";
    public const string SegmentAdded = "segment.added";
    public const string SegmentChanged = "segment.changed";
    public const string SegmentRemoved = "segment.removed";
    public const string CampaignAdded = "campaign.added";
    public const string CampaignChanged = "campaign.changed";
    public const string CampaignRemoved = "campaign.removed";
    public const string PersonInvited = "person.invited";
    public const string PersonJoined = "person.joined";
    public const string PersonChanged = "person.changed";
    public const string PersonRemoved = "person.removed";
    /// <summary>Files took the place of the shop, or of a part of it.</summary>
    public const string ShopImported = "shop.imported";
    /// <summary>By a person; what the shop's own systems send is not entered: prices and stock move all day.</summary>
    public const string ItemAdded = "item.added";
    public const string ItemChanged = "item.changed";
    public const string TrainingStarted = "model.training-started";
    /// <summary>It went on after a stop.</summary>
    public const string TrainingResumed = "model.training-resumed";
    public const string TrainingStopped = "model.training-stopped";
    public const string TrainingFailed = "model.training-failed";
    public const string ModelTrained = "model.trained";
    public const string ModelPromoted = "model.promoted";
    /// <summary>Against its checks.</summary>
    public const string ModelOverridden = "model.promoted-against-checks";
    public const string ModelRolledBack = "model.rolled-back";

    public const string ExperimentAdded = "experiment.added";
    public const string ExperimentChanged = "experiment.changed";
    /// <summary>A draft was taken away.</summary>
    public const string ExperimentDiscarded = "experiment.discarded";
    public const string ExperimentStarted = "experiment.started";
    public const string ExperimentPaused = "experiment.paused";
    public const string ExperimentResumed = "experiment.resumed";
    /// <summary>Another share of traffic in the same split.</summary>
    public const string ExperimentRamped = "experiment.ramped";
    /// <summary>Another split, and so another phase.</summary>
    public const string ExperimentSplit = "experiment.split";
    /// <summary>A bandit's next period.</summary>
    public const string ExperimentShares = "experiment.shares-moved";
    public const string ExperimentStopped = "experiment.stopped";

    /// <summary>All of them, for filters.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DraftBegun, DraftReopened, DraftRebased, DraftDiscarded, DraftSubmitted, DraftApproved, DraftRejected, DraftScheduled, ScheduleCancelled, ScheduleMissed,
        Published, PublishedOwn, RolledBack, SegmentAdded, SegmentChanged, SegmentRemoved, CampaignAdded, CampaignChanged, CampaignRemoved, PersonInvited, PersonJoined, PersonChanged, PersonRemoved, ShopImported, ItemAdded, ItemChanged,
        TrainingStarted, TrainingResumed, TrainingStopped, TrainingFailed, ModelTrained, ModelPromoted, ModelOverridden, ModelRolledBack,
        ExperimentAdded, ExperimentChanged, ExperimentDiscarded, ExperimentStarted, ExperimentPaused, ExperimentResumed, ExperimentRamped, ExperimentSplit, ExperimentShares, ExperimentStopped,
    ];
}
