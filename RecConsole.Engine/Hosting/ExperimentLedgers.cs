using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: served slates and logged events. Out: a <see cref="PhaseLedger"/> for each phase of each experiment that was started, as
/// it was before a stop: the units are stored every few seconds with how far of the logs they have seen, and what came after
/// is counted again from the logs.
/// </summary>
public sealed class ExperimentLedgers(Database database, UnitTable table, EventTable events, SlateTable slates, CatalogStore catalog, AttributionIndex attribution, ExperimentDesk desk, TimeProvider time) : IHostedService
{
    volatile ImmutableDictionary<(string Key, int Phase), PhaseLedger> ledgers = ImmutableDictionary<(string, int), PhaseLedger>.Empty;
    volatile PhaseLedger[] open = [];
    DateTimeOffset begun;

    public PhaseLedger? Find(string key, int phase) => ledgers.GetValueOrDefault((key, phase));

    /// <summary>Of all phases in their order; null while one is not there yet.</summary>
    public IReadOnlyList<PhaseLedger>? FindAll(Experiment experiment)
    {
        var known = ledgers;
        var found = experiment.Phases.Select(phase => known.GetValueOrDefault((experiment.Key, phase.Number))).OfType<PhaseLedger>().ToList();
        return found.Count == experiment.Phases.Length ? found : null;
    }

    /// <summary>Puts the stored units back, before any request.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        begun = time.GetUtcNow();
        foreach (var experiment in desk.All)
        {
            Show(experiment);
            foreach (var phase in experiment.Phases)
                if (Find(experiment.Key, phase.Number) is { } ledger)
                    foreach (var unit in table.Read(experiment.Key, phase.Number)) ledger.Restore(unit.Unit, unit.ToTally());
        }
        desk.Changed += Show;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        desk.Changed -= Show;
        return StoreAsync(cancellationToken);
    }

    /// <summary>Counts what the logs hold beyond the stored units. Once both logs are in memory, and before anything new is logged.</summary>
    public void CatchUp()
    {
        if (open.Length == 0) return;
        var (seq, since) = table.ReadMark();
        using var served = slates.ReadExposing(since, begun).GetEnumerator();
        var more = served.MoveNext();
        foreach (var e in events.ReadAfter(seq))
        {
            for (; more && served.Current.ServedAt <= e.Timestamp + EventValidator.MaxClockSkew; more = served.MoveNext()) Expose(served.Current);
            // a stopped server forgot which clicks were the first on their slot: of the seconds that are counted again each counts
            if (e.Origin != EventOrigin.Imported) Record(e, attribution.Attribute(e), isNew: true);
        }
        for (; more; more = served.MoveNext()) Expose(served.Current);
    }

    /// <summary>A served slate.</summary>
    public void Expose(SlateRecord slate)
    {
        if (slate.Experiment is not { } key || slate.Phase is not { } phase || Find(key, phase) is not { } ledger) return;
        ledger.Expose(slate, Categories(slate));
    }

    /// <summary>A logged event with the slate that it belongs to.</summary>
    /// <param name="isNew">Of a click: whether it is the first on its slot.</param>
    public void Record(ShopEvent e, Attribution? shown, bool isNew)
    {
        var now = open;
        if (now.Length == 0 || e.Origin == EventOrigin.Lab) return;
        var sold = SoldAt.Of(e, catalog.Current);
        string? taken = null;
        foreach (var ledger in now)
        {
            var isItsSlot = shown is { } slot && slot.Slate.Experiment == ledger.Key && slot.Slate.Phase == ledger.Phase;
            // a click is of the period whose slate it was on, all else of the newest that the unit came in
            if (ledger.IsPeriod && e.Kind != EventKind.Click && ledger.Key == taken) continue;
            if (ledger.Record(e, isNew && isItsSlot, sold.Price, sold.Cost, isItsSlot ? shown!.Value.Team : DraftTeam.None)) taken = ledger.Key;
        }
    }

    /// <summary>Stores what changed since the last time.</summary>
    public async Task StoreAsync(CancellationToken cancellation = default)
    {
        var known = ledgers;
        if (known.IsEmpty) return;
        using var turn = await database.EnterAsync(cancellation);
        // in the turn: no event is logged or applied between what is taken and the mark
        var slatesSeen = time.GetUtcNow();
        var taken = known.Values.Select(ledger => (Ledger: ledger, Units: ledger.TakeChanged(StoredUnit.Of))).Where(one => one.Units.Count > 0).ToList();
        try
        {
            turn.Commit(connection =>
            {
                foreach (var (ledger, units) in taken) UnitTable.Store(connection, ledger.Key, ledger.Phase, units);
                UnitTable.Mark(connection, slatesSeen);
            });
        }
        catch
        {
            foreach (var (ledger, units) in taken) ledger.GiveBack(units.Select(unit => unit.Unit)); // for the next time
            throw;
        }
    }

    /// <summary>Another shop has taken the place of the one whose units these were.</summary>
    public void Forget()
    {
        ledgers = ImmutableDictionary<(string, int), PhaseLedger>.Empty;
        foreach (var experiment in desk.All) Show(experiment);
    }

    void Show(Experiment experiment)
    {
        var next = ledgers;
        foreach (var phase in experiment.Phases)
            if (!next.ContainsKey((experiment.Key, phase.Number))) next = next.Add((experiment.Key, phase.Number), new PhaseLedger(experiment, phase));
        ledgers = next;
        var now = time.GetUtcNow();
        open = [.. from one in desk.All.Where(one => one.Key != experiment.Key).Append(experiment)
            from phase in one.Phases.Reverse() // the newest first
            let ended = phase.EndedAt ?? one.StoppedAt
            where ended is not { } at || now - at < one.Plan.AttributionWindow
            select next.GetValueOrDefault((one.Key, phase.Number)) into ledger
            where ledger is not null
            select ledger];
    }

    int Categories(SlateRecord slate)
    {
        var snapshot = catalog.Current;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slot in slate.Slots)
            if (snapshot.Find(slot.ItemId)?.Category is { } category) seen.Add(category);
        return seen.Count;
    }
}
