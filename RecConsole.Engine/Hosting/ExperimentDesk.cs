using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// The path of an experiment. In: what people want of one. Out: the same in the database as another version, with its audit entry in
/// the same transaction, then in <see cref="ExperimentStore"/>, where the next request sees it; or a refusal that says what would
/// be right. What may be done when is <see cref="ExperimentCourse"/>; whoever changes one names the version that they have seen.
/// At start, before any request, memory is as the database says.
/// </summary>
public sealed class ExperimentDesk(Database database, ExperimentTable table, ExperimentReferences references, ExperimentStore store, ExperimentOptions options, TimeProvider time)
    : IHostedService, IDisposable
{
    /// <summary>Each costs every request a hash.</summary>
    public const int MostRunning = 50;

    /// <summary>One wish at a time: what was checked still holds when it is done.</summary>
    readonly SemaphoreSlim gate = new(1, 1);

    volatile ImmutableSortedDictionary<string, Experiment> kept = ImmutableSortedDictionary.Create<string, Experiment>(StringComparer.Ordinal);

    /// <summary>After one changed, on the thread that changed it: hand over, and do not throw.</summary>
    public event Action<Experiment>? Changed;

    /// <summary>Who is asked for the figures of an experiment at the moment when somebody stops it; null, or an answer of null, where nothing is counted.</summary>
    public Func<Experiment, ExperimentResults?>? Figures { get; set; }

    /// <summary>By key.</summary>
    public IReadOnlyList<Experiment> All => [.. kept.Values];

    public Experiment? Find(string key) => kept.GetValueOrDefault(key);

    /// <summary>Every version of one, the newest first.</summary>
    public IReadOnlyList<Experiment> ReadHistory(string key) => table.ReadHistory(key);

    /// <exception cref="StoreException">One cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Show(kept.SetItems(table.ReadLatest().Select(one => KeyValuePair.Create(one.Key, one))));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => gate.Dispose();

    /// <summary>All that is wrong with a definition here and now, each with what would be right.</summary>
    public IReadOnlyList<string> Problems(Experiment experiment) => [.. experiment.Problems(), .. references.Problems(experiment)];

    /// <summary>Adds a draft. What of the content is the course of an experiment is not taken over.</summary>
    public Task<ExperimentAnswer> CreateAsync(Experiment wanted, Person who, CancellationToken cancellation = default) => InTurnAsync(async () =>
    {
        if (!who.May(Permission.RunExperiments)) return NotAllowed(Permission.RunExperiments, who);
        if (Invalid(Problems(wanted)) is { } invalid) return invalid;
        if (Find(wanted.Key) is { } there) return Refuse(DeskRefusal.Stale, $"There is an experiment '{wanted.Key}' already, by {there.Owner}; choose another key, or change its version {there.Version}.") with { Theirs = there };
        var draft = wanted with { OwnerId = who.Id, Owner = who.Name, CreatedAt = time.GetUtcNow(), Phases = [], Status = ExperimentStatus.Draft, End = null };
        return await KeepAsync(null, draft, who, AuditAction.ExperimentAdded, null, cancellation);
    }, cancellation);

    /// <summary>Changes a draft freely; after the start only words, forced units and secondary metrics.</summary>
    public Task<ExperimentAnswer> ChangeAsync(Experiment wanted, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(wanted.Key, expectedVersion, null, who, Permission.RunExperiments, async was =>
        {
            if (Invalid(Problems(wanted)) is { } invalid) return invalid;
            if (ExperimentCourse.Change(was, wanted) is not { } now)
                return Refuse(DeskRefusal.NotNow, $"'{was.Key}' has met shoppers: only its words, its forced units and its secondary metrics can be changed. For another split see split, for more traffic ramp; for all else stop it and make another.");
            return ExperimentJson.Write(now) == ExperimentJson.Write(was) ? new ExperimentAnswer(was) : await KeepAsync(was, now, who, AuditAction.ExperimentChanged, reason, cancellation);
        }, cancellation);

    /// <summary>Takes a draft away.</summary>
    public Task<ExperimentAnswer> DiscardAsync(string key, long expectedVersion, Person who, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Discard, who, Permission.RunExperiments, async was =>
        {
            using var turn = await database.EnterAsync(cancellation);
            turn.Commit(connection =>
            {
                var at = time.GetUtcNow();
                ExperimentTable.Remove(connection, key, who, at);
                AuditTable.Append(connection, who, AuditAction.ExperimentDiscarded, SubjectOf(key), at, ExperimentJson.Write(was));
            });
            Show(kept.Remove(key));
            Changed?.Invoke(was);
            return new ExperimentAnswer();
        }, cancellation);

    /// <summary>Opens the first phase and pins each variant's revision.</summary>
    /// <param name="share">Of the units; null for the first step of the plan.</param>
    public Task<ExperimentAnswer> StartAsync(string key, long expectedVersion, Person who, double? share = null, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Start, who, Permission.RunExperiments, async was =>
        {
            var first = share ?? was.Plan.RampSteps[0];
            if (Invalid([.. Problems(was), .. ExperimentCourse.ShareProblem(first) is { } wrong ? (string[])[wrong] : []]) is { } invalid) return invalid;
            if (kept.Values.Count(one => one.IsRunning) >= MostRunning) return Refuse(DeskRefusal.NotNow, $"{MostRunning} experiments are running, and no more do at a time: stop one.");
            if (Clash(was) is { } clash) return Refuse(DeskRefusal.NotNow, clash);
            var pinned = new List<Variant>();
            foreach (var variant in was.Variants)
            {
                var (one, refusal) = await references.PinAsync(variant, who, cancellation);
                if (refusal is not null) return Refuse(DeskRefusal.NotNow, refusal);
                pinned.Add(one);
            }
            return await KeepAsync(was, ExperimentCourse.Start(was, pinned, first, time.GetUtcNow()), who, AuditAction.ExperimentStarted, reason, cancellation);
        }, cancellation);

    public Task<ExperimentAnswer> PauseAsync(string key, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Pause, who, Permission.StopExperiments, was =>
            KeepAsync(was, ExperimentCourse.Pause(was, time.GetUtcNow()), who, AuditAction.ExperimentPaused, reason, cancellation), cancellation);

    public Task<ExperimentAnswer> ResumeAsync(string key, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Resume, who, Permission.RunExperiments, async was => Clash(was) is { } clash
            ? Refuse(DeskRefusal.NotNow, clash)
            : await KeepAsync(was, ExperimentCourse.Resume(was, time.GetUtcNow()), who, AuditAction.ExperimentResumed, reason, cancellation), cancellation);

    /// <summary>Lets another share of the units in, from the next request on; those who are in stay in their variant.</summary>
    public Task<ExperimentAnswer> RampAsync(string key, long expectedVersion, double share, Person who, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Ramp, who, Permission.RunExperiments, async was =>
            ExperimentCourse.ShareProblem(share) is { } wrong ? Refuse(DeskRefusal.Invalid, wrong)
            : share == was.Phase!.Share ? new ExperimentAnswer(was)
            : await KeepAsync(was, ExperimentCourse.Ramp(was, share, time.GetUtcNow()), who, AuditAction.ExperimentRamped, reason, cancellation), cancellation);

    /// <summary>Gives the variants other shares, which opens a new phase.</summary>
    public Task<ExperimentAnswer> SplitAsync(string key, long expectedVersion, IReadOnlyList<double> weights, Person who, string? reason = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Split, who, Permission.RunExperiments, async was => ExperimentCourse.SplitProblem(was, weights) is { } wrong
            ? Refuse(DeskRefusal.Invalid, wrong)
            : await KeepAsync(was, ExperimentCourse.Split(was, weights, time.GetUtcNow()), who, AuditAction.ExperimentSplit, reason, cancellation), cancellation);

    /// <summary>Gives a bandit's arms the shares of its next period. Whoever comes late for a period meets a newer version, so none ends twice.</summary>
    /// <param name="best">By arm, the probability of being the best that the shares are made of.</param>
    internal Task<ExperimentAnswer> UpdateAsync(string key, long expectedVersion, IReadOnlyList<double> shares, IReadOnlyList<double> best, string reason, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Update, Person.System, Permission.RunExperiments, was =>
            KeepAsync(was, ExperimentCourse.Update(was, shares, best, time.GetUtcNow()), Person.System, AuditAction.ExperimentShares, reason, cancellation), cancellation);

    /// <summary>Ends it: from the next request on everybody sees what is live. Shipping a variant is for whoever publishes; this writes down that it is wanted.</summary>
    /// <param name="ships">With <see cref="StopDecision.Ship"/>: the variant; null where there is only one beside the control.</param>
    /// <param name="evidence">The figures that it was decided on; those of this moment unless told.</param>
    public Task<ExperimentAnswer> StopAsync(
        string key, long expectedVersion, StopDecision decision, string reason, Person who, string? ships = null, ExperimentResults? evidence = null, CancellationToken cancellation = default) =>
        OnAsync(key, expectedVersion, CourseStep.Stop, who, Permission.StopExperiments, async was =>
        {
            if (decision == StopDecision.Ship && ships is null && was.Variants.Length == 2) ships = was.Variants[1].Name;
            if (ExperimentCourse.EndProblem(was, decision, reason, ships) is { } wrong) return Refuse(DeskRefusal.Invalid, wrong);
            evidence ??= Figures is { } figures ? await Task.Run(() => figures(was), cancellation) : null;
            var end = new ExperimentEnd(time.GetUtcNow(), who.Name, decision, reason) { Ships = ships, Evidence = evidence is null ? null : ExperimentEvidence.Write(evidence) };
            return await KeepAsync(was, ExperimentCourse.Stop(was, end), who, AuditAction.ExperimentStopped, reason, cancellation);
        }, cancellation);

    /// <summary>That there is none of a key, and which there are.</summary>
    public string Unknown(string key) => $"There is no experiment '{key}'; {(kept.IsEmpty ? "there is none yet" : $"there are {string.Join(", ", kept.Keys)}")}.";

    /// <summary>With which running experiment one would share requests inside their layer, or null. In different layers the one that started first has them.</summary>
    public string? Clash(Experiment experiment)
    {
        foreach (var other in kept.Values)
        {
            if (!other.IsRunning || other.Key == experiment.Key || !other.Layer.Overlaps(experiment.Layer)) continue;
            if (experiment.Segment is { } mine && other.Segment is { } theirs && !mine.Equals(theirs, StringComparison.OrdinalIgnoreCase)) continue;
            if (experiment.Placements is { } here && !here.Any(other.AppliesTo)) continue;
            return string.Create(CultureInfo.InvariantCulture, $"'{other.Key}' is running on the same requests, in the part {other.Layer.Start:0.##%} to {other.Layer.End:0.##%} of the layer '{other.Layer.Layer}': give this one a part of that layer which does not overlap, other placements, or a layer of its own, where it gets the units that the earlier one leaves.");
        }
        return null;
    }

    async Task<ExperimentAnswer> KeepAsync(Experiment? was, Experiment now, Person who, string action, string? reason, CancellationToken cancellation)
    {
        using var turn = await database.EnterAsync(cancellation);
        var saved = turn.Commit(connection =>
        {
            var at = time.GetUtcNow();
            var appended = ExperimentTable.Append(connection, now, who, at);
            AuditTable.Append(connection, who, action, SubjectOf(now.Key), at, was is null ? null : Audited(was, action), Audited(appended, action), reason);
            return appended;
        });
        Show(kept.SetItem(saved.Key, saved));
        Changed?.Invoke(saved);
        return new ExperimentAnswer(saved);
    }

    void Show(ImmutableSortedDictionary<string, Experiment> next)
    {
        kept = next;
        store.Show(new Assigner(next.Values, options.HoldoutShare), references.Find);
    }

    Task<ExperimentAnswer> OnAsync(
        string key, long expectedVersion, CourseStep? step, Person who, Permission right, Func<Experiment, Task<ExperimentAnswer>> work, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (!who.May(right)) return NotAllowed(right, who);
        if (Find(key) is not { } was) return Refuse(DeskRefusal.NotFound, Unknown(key));
        if (was.Version != expectedVersion)
            return Refuse(DeskRefusal.Stale, $"The experiment '{key}' is at version {was.Version}, and yours was made from {expectedVersion}: look at it again and name the version {was.Version}.") with { Theirs = was };
        if (step is { } wanted && ExperimentCourse.Refusal(was, wanted) is { } refusal) return Refuse(DeskRefusal.NotNow, refusal);
        return await work(was);
    }, cancellation);

    async Task<ExperimentAnswer> InTurnAsync(Func<Task<ExperimentAnswer>> work, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The whole experiment; of a bandit's update the period alone, for it has many and each version of the definition is kept.</summary>
    static string Audited(Experiment experiment, string action) =>
        action == AuditAction.ExperimentShares ? JsonSerializer.Serialize(experiment.Phase, ExperimentJson.Options) : ExperimentJson.Write(experiment);

    static string SubjectOf(string key) => $"experiment:{key}";

    static ExperimentAnswer? Invalid(IReadOnlyList<string> problems) =>
        problems.Count == 0 ? null : Refuse(DeskRefusal.Invalid, string.Join(' ', problems)) with { Problems = problems };

    static ExperimentAnswer NotAllowed(Permission right, Person who) => Refuse(DeskRefusal.NotAllowed, RolePolicy.Missing(right, who.Role));

    static ExperimentAnswer Refuse(DeskRefusal refusal, string sentence) => new(Refusal: refusal, Sentence: sentence);
}
