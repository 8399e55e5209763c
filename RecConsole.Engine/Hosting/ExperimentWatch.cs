using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Looks at every experiment that has units, every second or so: results, the chart over time, the next step of the ramp, the next
/// period of a bandit, and the roll-back where a guardrail is harmed. A harmed guardrail ends its experiment within two looks.
/// </summary>
public sealed partial class ExperimentWatch(
    ExperimentDesk desk, ExperimentLedgers ledgers, UnitTable table, EventTable events, CatalogStore catalog, Database database, ShopLoader shop, TimeProvider time, ILogger<ExperimentWatch> logger) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan StoreEvery = TimeSpan.FromSeconds(5);
    static readonly TimeSpan QuietLookEvery = TimeSpan.FromSeconds(15);
    static readonly TimeSpan PointsApart = TimeSpan.FromSeconds(10);

    /// <summary>Share of a core that looking may take: with very many units it is done less often.</summary>
    const double MostLoad = 0.1;

    volatile ImmutableDictionary<string, Watched> watched = ImmutableDictionary.Create<string, Watched>(StringComparer.Ordinal);

    /// <summary>After each look, on the thread that looked: hand over, and do not throw.</summary>
    public event Action<ExperimentResults>? Looked;

    /// <summary>Of the newest phase, of a bandit of all; null before the first look.</summary>
    public ExperimentResults? Latest(string key) => watched.GetValueOrDefault(key)?.Results;

    /// <summary>What earlier looks at the newest phase found, in the order of time.</summary>
    public IReadOnlyList<ResultPoint> History(string key) => watched.GetValueOrDefault(key)?.Points ?? [];

    /// <summary>What the ramp does next; null where it does not run.</summary>
    public RampMove? Move(string key) => watched.GetValueOrDefault(key)?.Move;

    /// <summary>The same of any phase, from the database.</summary>
    public IReadOnlyList<ResultPoint> ReadHistory(string key, int phase) => table.ReadLooks(key, phase);

    /// <summary>Looks at the units of a phase, while nothing is counted: be brief. Null where there are none.</summary>
    public T? Read<T>(string key, int phase, Func<Experiment, IReadOnlyCollection<UnitTally>, T> look) where T : class =>
        desk.Find(key) is { } experiment && ledgers.Find(key, phase) is { } ledger ? ledger.Read(units => look(experiment, units)) : null;

    /// <summary>Results of any phase, made now; a bandit's are of all phases, whichever is named.</summary>
    public ExperimentResults? Look(string key, int phase)
    {
        if (desk.Find(key) is not { } experiment || experiment.Phases.FirstOrDefault(one => one.Number == phase) is not { } asked) return null;
        return Counted(experiment, asked) is { } counted ? Figured(experiment, asked, counted, time.GetUtcNow(), 1).Results : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await shop.Loaded;
        }
        catch (Exception)
        {
            return; // the loader tells why
        }
        desk.Figures = FiguresAtStop;
        using var timer = new PeriodicTimer(LookEvery, time);
        var stored = time.GetTimestamp();
        do
        {
            try
            {
                foreach (var experiment in desk.All)
                    if (experiment.Phase is { } phase && Counted(experiment, phase) is { } counted) await LookAtAsync(experiment, phase, counted, stoppingToken);
                if (time.GetElapsedTime(stored) < StoreEvery) continue;
                stored = time.GetTimestamp();
                await ledgers.StoreAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LookFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task LookAtAsync(Experiment experiment, ExperimentPhase phase, IReadOnlyList<PhaseLedger> counted, CancellationToken cancellation)
    {
        var (now, revision, isBandit) = (time.GetUtcNow(), counted.Sum(one => one.Revision), experiment.Method == ExperimentMethod.Bandit);
        var was = watched.GetValueOrDefault(experiment.Key);
        var ledger = counted[0];
        if (was?.Ledger != ledger) was = null; // another phase, or another shop's units in the place of these
        if (was is not null && (now < was.NextAt || revision == was.Revision && was.Version == experiment.Version && now - was.Results.At < QuietLookEvery)) return;
        // a bandit's arms are drawn anew in each period and not compared with the time before
        if (was is null && !isBandit) await LearnPastAsync(experiment, phase, ledger);

        var points = was?.Points ?? [.. isBandit ? experiment.Phases.SelectMany(one => table.ReadLooks(experiment.Key, one.Number)) : table.ReadLooks(experiment.Key, phase.Number)];
        var began = Stopwatch.GetTimestamp();
        var (results, bandit) = Figured(experiment, phase, counted, now, points.IsEmpty ? 1 : Math.Min(points[^1].LowestSampleRatio, was?.Results.LowestSampleRatio ?? 1));
        var cost = Stopwatch.GetElapsedTime(began);
        if (experiment.IsRunning && results.Units > 0 && ResultPoint.IsDue(results.Started, points.IsEmpty ? null : points[^1].At, now, PointsApart))
        {
            var point = ResultPoint.Of(results, phase.Share, experiment.Plan.Sequential);
            points = points.Add(point);
            using var turn = await database.EnterAsync(cancellation);
            if (Counted(experiment, phase)?[0] != ledger) return; // while this waited, another shop took the place
            turn.Commit(connection => UnitTable.Append(connection, experiment.Key, phase.Number, point));
        }
        if (Counted(experiment, phase)?[0] != ledger) return;
        var move = experiment.IsRunning ? RampPolicy.Next(experiment, results, now) : null;
        watched = watched.SetItem(experiment.Key, new Watched(ledger, results, points, move, revision, experiment.Version, now + cost / MostLoad));
        Looked?.Invoke(results);
        if (move is { Action: not RampAction.Hold }) await ActAsync(experiment, move, results, cancellation);
        else if (bandit is not null && experiment.IsRunning && bandit.Tick(now) is var next && next != bandit) await UpdateAsync(experiment, bandit, next, cancellation);
    }

    /// <summary>The ledgers that the figures stand on: of the phase, of a bandit of all its phases. Null while one is not there yet.</summary>
    IReadOnlyList<PhaseLedger>? Counted(Experiment experiment, ExperimentPhase phase) =>
        experiment.Method == ExperimentMethod.Bandit ? ledgers.FindAll(experiment) : ledgers.Find(experiment.Key, phase.Number) is { } ledger ? [ledger] : null;

    static (ExperimentResults Results, Bandit? Bandit) Figured(Experiment experiment, ExperimentPhase phase, IReadOnlyList<PhaseLedger> counted, DateTimeOffset now, double lowest) =>
        experiment.Method == ExperimentMethod.Bandit ? BanditAnalysis.Run(experiment, counted, now, lowest) : (ExperimentAnalysis.Run(experiment, phase, counted[0], now, lowest), null);

    async Task UpdateAsync(Experiment experiment, Bandit bandit, Bandit next, CancellationToken cancellation)
    {
        var shares = string.Join(", ", next.Now.Arms.Select((arm, i) => string.Create(CultureInfo.InvariantCulture, $"{arm.Name} {next.Shares[i]:0.0%} (best with {next.Now.Best[i]:0.0%})")));
        var reason = string.Create(CultureInfo.InvariantCulture, $"Period {bandit.Periods.Count} is over, with {bandit.Arms.Sum(arm => arm.Units.Count):n0} units so far: {shares}.");
        if (await desk.UpdateAsync(experiment.Key, experiment.Version, next.Shares, next.Now.Best, reason, cancellation) is { IsDone: false } refused) MoveRefused(experiment.Key, refused.Sentence ?? "");
    }

    /// <summary>The newest phase as it is now, a bandit in all its phases; null where no unit has come.</summary>
    ExperimentResults? FiguresAtStop(Experiment experiment) =>
        experiment.Phase is { } phase && Counted(experiment, phase) is { } counted
        && Figured(experiment, phase, counted, time.GetUtcNow(), watched.GetValueOrDefault(experiment.Key) is { } known && known.Ledger == counted[0] ? known.Results.LowestSampleRatio : 1).Results is { Units: > 0 } results ? results : null;

    async Task ActAsync(Experiment experiment, RampMove move, ExperimentResults results, CancellationToken cancellation)
    {
        var answer = move switch
        {
            { Action: RampAction.RollBack } => await desk.StopAsync(experiment.Key, experiment.Version, StopDecision.RollBack, move.Sentence, Person.System,
                evidence: results, cancellation: cancellation),
            { Action: RampAction.Step, Share: { } share } => await desk.RampAsync(experiment.Key, experiment.Version, share, Person.System, move.Sentence, cancellation),
            _ => null,
        };
        // somebody was faster: the next look sees what they did
        if (answer is { IsDone: false } refused) MoveRefused(experiment.Key, refused.Sentence ?? "");
    }

    /// <summary>What the phase's shoppers did in the days before it, off the log, beside everything else; a pass over the log.</summary>
    async Task LearnPastAsync(Experiment experiment, ExperimentPhase phase, PhaseLedger ledger)
    {
        if (experiment.Unit != ExperimentUnit.Shopper) return;
        ledger.Know(await QuietThread.RunAsync(() =>
        {
            var before = new Dictionary<string, UnitPast>(StringComparer.Ordinal);
            var prices = catalog.Current;
            foreach (var e in events.ReadBetween(phase.StartedAt.AddDays(-UnitPast.Days), phase.StartedAt))
            {
                if (e.Origin == EventOrigin.Lab) continue;
                var sold = SoldAt.Of(e, prices);
                var past = before.GetValueOrDefault(e.UserId.Value);
                before[e.UserId.Value] = e.Kind switch
                {
                    EventKind.Impression => past with { Impressions = past.Impressions + 1 },
                    EventKind.Click => past with { Clicks = past.Clicks + 1 },
                    EventKind.AddToCart => past with { Carts = past.Carts + 1 },
                    EventKind.Purchase => past with { Orders = past.Orders + 1, Revenue = past.Revenue + sold.Price * e.Quantity, Margin = past.Margin + (sold.Cost is { } cost ? (sold.Price - cost) * e.Quantity : 0) },
                    _ => past,
                };
            }
            return before;
        }));
    }

    [LoggerMessage(LogLevel.Error, "A look at the experiments failed; the next is in a second")]
    partial void LookFailed(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The experiment {Key} was not moved: {Why}")]
    partial void MoveRefused(string key, string why);

    sealed record Watched(PhaseLedger Ledger, ExperimentResults Results, ImmutableList<ResultPoint> Points, RampMove? Move, long Revision, long Version, DateTimeOffset NextAt);
}
