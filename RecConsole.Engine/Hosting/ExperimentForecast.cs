using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the definition of an experiment, and the shop's logs. Out: what its plan would take. The logs are read as though the
/// experiment had run with everybody in the control. A pass over both logs: some seconds at a million events, on the caller's thread.
/// </summary>
public sealed class ExperimentForecast(SlateTable slates, EventTable events, CatalogStore catalog, TimeProvider time)
{
    /// <summary>Two whole weeks, so that each weekday is in twice.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(14);

    /// <summary>About 250 bytes each; a log with more is read up to here.</summary>
    const int MostUnits = 300_000;

    /// <summary>Null where the definition has no goal or no two variants yet.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public PlanForecast? Of(Experiment wanted, CancellationToken cancellation = default)
    {
        var until = time.GetUtcNow();
        var since = until - Longest;
        var begun = new ExperimentPhase(1, since, wanted.Key) { Weights = [1], Steps = [new RampStep(since, 1)] };
        var ledger = new PhaseLedger(wanted with { Variants = [new Variant("log", "", 1)] }, begun);
        DateTimeOffset? from = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slate in slates.ReadAll())
        {
            cancellation.ThrowIfCancellationRequested();
            if (slate.ServedAt < since || slate.Lab || !wanted.AppliesTo(slate.Placement)) continue;
            if ((wanted.Unit == ExperimentUnit.Shopper ? slate.UserId?.Value : slate.SessionId?.Value) is not { } unit) continue;
            if (seen.Count >= MostUnits && !seen.Contains(unit))
            {
                until = slate.ServedAt;
                break;
            }
            seen.Add(unit);
            from ??= slate.ServedAt;
            ledger.Expose(slate with { Experiment = wanted.Key, Phase = 1, Variant = "log", Unit = unit }, 0);
        }
        if (from is not { } begins) return PlanForecast.Of(wanted, [], until, until);
        var clicked = new HashSet<(string, ItemId)>();
        foreach (var e in events.ReadBetween(begins, until))
        {
            cancellation.ThrowIfCancellationRequested();
            if (e.Origin is EventOrigin.Imported or EventOrigin.Lab) continue;
            // a second click on the same slot is none; where the shop does not say which slate led there, one a shopper and item counts
            var isFirst = e.Kind == EventKind.Click && e.ItemId is { } item && clicked.Add((e.SlateId?.Value ?? e.UserId.Value, item));
            var sold = SoldAt.Of(e, catalog.Current);
            ledger.Record(e, isFirst, sold.Price, sold.Cost);
        }
        return ledger.Read(units => PlanForecast.Of(wanted, units, begins, until));
    }
}
