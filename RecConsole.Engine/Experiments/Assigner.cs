using System.Collections.Frozen;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: who asks and where. Out: the one variant that serves them, or none for what is live. A pure function of the definitions:
/// the same after a restart and on every server. One strategy ranks a slate, so one experiment has it: of those that apply, the
/// one that started first and lets the unit in. So a later experiment never takes a unit from an earlier one; it gets those that
/// the earlier leaves, and its arms stay alike, since its hash knows nothing of the other's. Immutable and thread-safe; nothing is
/// allocated. Cost: a hash of the unit for each experiment that applies, some 100 ns.
/// </summary>
public sealed class Assigner
{
    /// <summary>Seed by which units are held out: the same units of all experiments, forever.</summary>
    public const string HoldoutSeed = "holdout";

    readonly Entry[] entries;
    readonly double holdout;

    sealed record Entry(Experiment Experiment, BucketRange[] Ranges, string Seed, ExperimentArm[] Arms, FrozenDictionary<string, ExperimentArm> Forced);

    /// <param name="experiments">All there are; only those that run assign, and no stopped one forces.</param>
    /// <param name="holdout">Share of all units that enters no experiment.</param>
    public Assigner(IEnumerable<Experiment> experiments, double holdout = 0)
    {
        this.holdout = holdout;
        var arms = new List<ExperimentArm>();
        entries = [.. experiments.Where(one => one.IsRunning || one.Status != ExperimentStatus.Stopped && one.Forced.Count > 0)
            .OrderBy(one => one.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => MakeEntry(one, arms))];
        Arms = arms;
    }

    public static Assigner None { get; } = new([]);

    /// <summary>All that can be given, by index.</summary>
    public IReadOnlyList<ExperimentArm> Arms { get; }

    /// <summary>The variant that serves a request; null for what is live.</summary>
    /// <param name="user">Null where the shopper is not known; they enter no experiment by shopper.</param>
    /// <param name="session">Null where there is no visit.</param>
    /// <param name="segment">The one segment that the shopper is in.</param>
    public ExperimentArm? Assign(string? user, string? session, string placement, string? segment)
    {
        if (entries.Length == 0) return null;
        foreach (var entry in entries)
            if (entry.Forced.Count > 0 && UnitOf(entry, user, session) is { } unit && entry.Experiment.AppliesTo(placement) && entry.Forced.TryGetValue(unit, out var forced))
                return forced;
        if (IsHeldOut(user ?? session)) return null;
        foreach (var entry in entries)
            if (UnitOf(entry, user, session) is { } unit && Applies(entry, placement, segment) && Arm(entry, unit) is { } arm)
                return arm;
        return null;
    }

    /// <summary>Whether somebody enters no experiment: the shopper where they are known, else the visit.</summary>
    public bool IsHeldOut(string? unit) => holdout > 0 && unit is not null && Bucketing.Place(HoldoutSeed, unit) < holdout;

    static ExperimentArm? Arm(Entry entry, string unit)
    {
        var slice = entry.Experiment.Layer;
        if ((slice.Start > 0 || slice.End < 1) && !Bucketing.IsIn(slice, unit)) return null;
        var chosen = Bucketing.Choose(Bucketing.Place(entry.Seed, unit), entry.Ranges);
        return chosen < 0 ? null : entry.Arms[chosen];
    }

    static bool Applies(Entry entry, string placement, string? segment) =>
        entry.Experiment.IsRunning && entry.Experiment.AppliesTo(placement)
        // rules compare segments without case too
        && (entry.Experiment.Segment is not { } wanted || string.Equals(wanted, segment, StringComparison.OrdinalIgnoreCase));

    static string? UnitOf(Entry entry, string? user, string? session) => entry.Experiment.Unit == ExperimentUnit.Shopper ? user : session;

    static Entry MakeEntry(Experiment experiment, List<ExperimentArm> arms)
    {
        var phase = experiment.IsRunning ? experiment.Phase : null;
        var assigned = phase is null ? [] : experiment.Variants.Select(variant => Make(variant, phase.Number)).ToArray();
        if (experiment.Method == ExperimentMethod.Interleaving && assigned is [var a, var b])
        {
            // whoever enters is shown both: the split says only that half of the slots are either's
            var both = a with { Index = arms.Count, Variant = TeamDraft.Variant, Teams = new DraftedArms(a, b) };
            arms.Add(both);
            assigned = [both, both];
        }
        var looked = experiment.Forced.Values.Distinct(StringComparer.Ordinal).Select(experiment.FindVariant).OfType<Variant>().ToDictionary(variant => variant.Name, variant => Make(variant, null));
        return new Entry(experiment, phase is null ? [] : Bucketing.Ranges(experiment.Variants.Length, phase.Share, phase.Weights.AsSpan()), phase?.Seed ?? "", assigned,
            experiment.Forced.Where(pair => looked.ContainsKey(pair.Value)).ToFrozenDictionary(pair => pair.Key, pair => looked[pair.Value], StringComparer.Ordinal));

        ExperimentArm Make(Variant variant, int? number)
        {
            var arm = new ExperimentArm(arms.Count, experiment.Key, experiment.Unit, variant.Name, variant.Strategy, variant.Revision, number);
            arms.Add(arm);
            return arm;
        }
    }
}
