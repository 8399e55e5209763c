using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the slates that one phase of an experiment served, and what its units did. Out: one <see cref="UnitTally"/> a unit, the
/// rows that all statistics of the experiment are made of. A unit enters with the first slate that showed it its variant, not
/// before; units that were forced into one have no phase and never do. Any thread; one lock, held for a dictionary look-up.
/// </summary>
public sealed class PhaseLedger(Experiment experiment, ExperimentPhase phase)
{
    readonly Lock gate = new();
    readonly Dictionary<string, UnitTally> units = new(StringComparer.Ordinal);
    readonly HashSet<string> changed = new(StringComparer.Ordinal);
    DateTimeOffset? newest;
    IReadOnlyDictionary<string, UnitPast> pasts = new Dictionary<string, UnitPast>();

    /// <summary>What of a unit is credited to the team of the slot that led there; null where no slate is interleaved.</summary>
    readonly EventKind? credited = InterleavingCredit.KindOf(experiment);

    public string Key => experiment.Key;

    public int Phase => phase.Number;

    /// <summary>Of the newest exposure.</summary>
    public DateTimeOffset? NewestExposure
    {
        get
        {
            lock (gate) return newest;
        }
    }

    /// <summary>Grows with everything that is taken down: whoever saw this number has seen all.</summary>
    public long Revision { get; private set; }

    /// <summary>Takes down a served slate; one of another experiment or phase, or played in the lab, is none of it.</summary>
    /// <param name="categories">Different categories among its items.</param>
    public void Expose(SlateRecord slate, int categories)
    {
        if (slate.Experiment != experiment.Key || slate.Phase != phase.Number || slate.Lab || slate.Variant is not { } variant || slate.Unit is not { } unit) return;
        var arm = ArmOf(variant);
        if (arm < 0) return;
        lock (gate)
        {
            if (!units.TryGetValue(unit, out var tally))
                units.Add(unit, tally = new UnitTally(arm, slate.ServedAt) { Placement = slate.Placement, Device = slate.Device ?? "", Past = pasts.GetValueOrDefault(unit) });
            if (tally.Arm != arm) tally.IsInSeveral = true;
            if (slate.ServedAt > tally.LastExposure) tally.LastExposure = slate.ServedAt;
            if (newest is null || slate.ServedAt > newest) newest = slate.ServedAt;
            tally.Add(slate.ServedAt, new UnitCounts(1, slate.Slots.Count, 0, 0, 0, 0, 0, slate.LatencyMicros / 1000.0, categories));
            if (slate.Teams.Count > 0) tally.Teams += TeamCounts.Of(slate.Teams);
            changed.Add(unit);
            Revision++;
        }
    }

    /// <summary>Whether it is one period of several in which a unit may have come: then what it does counts in the newest.</summary>
    public bool IsPeriod => experiment.Method == ExperimentMethod.Bandit;

    /// <summary>Takes down what a unit did; what others did is none of it.</summary>
    /// <returns>Whether it is one of the ledger's units, counted or not.</returns>
    /// <param name="isFirstClick">Of a click: whether it is the first on its slot, and the slot was shown by this phase.</param>
    /// <param name="price">Of one unit of the item bought.</param>
    /// <param name="cost">The same, what it cost the shop; null where unknown.</param>
    /// <param name="team">Whose pick the slot of this phase was that led there.</param>
    public bool Record(ShopEvent e, bool isFirstClick, double price, double? cost, DraftTeam team = DraftTeam.None)
    {
        var counts = e.Kind switch
        {
            EventKind.Click when isFirstClick => new UnitCounts(0, 0, 1, 0, 0, 0, 0, 0, 0),
            EventKind.AddToCart => new UnitCounts(0, 0, 0, 1, 0, 0, 0, 0, 0),
            EventKind.Purchase => new UnitCounts(0, 0, 0, 0, 1, price * e.Quantity, cost is { } paid ? (price - paid) * e.Quantity : 0, 0, 0),
            EventKind.View or EventKind.Search => default,
            _ => (UnitCounts?)null,
        };
        if (counts is not { } what) return false;
        var unit = experiment.Unit == ExperimentUnit.Shopper ? e.UserId.Value : e.SessionId.Value;
        lock (gate)
        {
            if (!units.TryGetValue(unit, out var tally)) return false;
            if (e.Timestamp < tally.FirstExposure - EventValidator.MaxClockSkew || e.Timestamp - tally.LastExposure > experiment.Plan.AttributionWindow) return true;
            if (what.Orders > 0 && tally.LastOrder == e.Timestamp) what = what with { Orders = 0 };
            if (what.Orders > 0) tally.LastOrder = e.Timestamp;
            tally.Add(e.Timestamp, what);
            if (e.Kind == credited && (e.Kind != EventKind.Click || isFirstClick)) tally.Teams += TeamCounts.Credit(team);
            changed.Add(unit);
            Revision++;
            return true;
        }
    }

    /// <summary>Looks at all units, while nothing is taken down: be brief.</summary>
    public T Read<T>(Func<IReadOnlyCollection<UnitTally>, T> look)
    {
        lock (gate) return look(units.Values);
    }

    /// <summary>The units that changed since the last time, as copies, for whoever stores them.</summary>
    public IReadOnlyList<T> TakeChanged<T>(Func<string, UnitTally, T> copy)
    {
        lock (gate)
        {
            var copies = new List<T>(changed.Count);
            foreach (var unit in changed) copies.Add(copy(unit, units[unit]));
            changed.Clear();
            return copies;
        }
    }

    /// <summary>Units that were taken and could not be stored.</summary>
    public void GiveBack(IEnumerable<string> taken)
    {
        lock (gate) changed.UnionWith(taken);
    }

    /// <summary>What units did before the phase: read off the log when somebody has the time, since no slate waits for it.</summary>
    public void Know(IReadOnlyDictionary<string, UnitPast> before)
    {
        lock (gate)
        {
            pasts = before;
            foreach (var (unit, tally) in units) tally.Past = before.GetValueOrDefault(unit);
            Revision++;
        }
    }

    /// <summary>Puts back a stored unit.</summary>
    public void Restore(string unit, UnitTally tally)
    {
        lock (gate)
        {
            units[unit] = tally;
            tally.Past = pasts.GetValueOrDefault(unit);
            if (newest is null || tally.LastExposure > newest) newest = tally.LastExposure;
            Revision++;
        }
    }

    int ArmOf(string variant)
    {
        if (experiment.Method == ExperimentMethod.Interleaving) return variant == TeamDraft.Variant ? 0 : -1; // all units are in one
        for (var i = 0; i < experiment.Variants.Length; i++)
            if (experiment.Variants[i].Name == variant) return i;
        return -1;
    }
}
