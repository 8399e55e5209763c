namespace RecConsole.Engine.Experiments;

/// <summary>What a unit was given: a variant of an experiment. One object for all units, so that assigning allocates nothing.</summary>
/// <param name="Index">Counts the arms of an <see cref="Assigner"/> from 0.</param>
/// <param name="Revision">Hash of the revision that ranks; null in a draft for what is live of the strategy.</param>
/// <param name="Phase">Number of the phase; null where the unit was forced into the variant: a look, which counts in no figure.</param>
public sealed record ExperimentArm(int Index, string Experiment, ExperimentUnit Unit, string Variant, string Strategy, string? Revision, int? Phase)
{
    /// <summary>The two variants that an interleaved slate is drafted of, <see cref="Variant"/> being <see cref="TeamDraft.Variant"/> and the rest the control's; null where one variant serves alone.</summary>
    public DraftedArms? Teams { get; init; }
}

/// <summary>Who drafts an interleaved slate.</summary>
/// <param name="A">The control.</param>
public sealed record DraftedArms(ExperimentArm A, ExperimentArm B);
