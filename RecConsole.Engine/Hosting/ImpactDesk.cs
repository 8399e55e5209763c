using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a draft. Out: what it would change on the latest logged traffic. The log is read when it is first asked for and kept
/// for <see cref="KeptFor"/> (about 15 KB a request, and 4 KB more once it was studied); meanwhile a first report of movement comes from its newest part. While
/// the log has fewer requests than are wanted, the latest shoppers without one stand for the rest, as if each asked now: for
/// movement and exposure; estimates come from logged slates alone.
/// </summary>
public sealed class ImpactDesk(
    SlateTable slates, StrategyTable revisions, StrategyStore store, SlateOutcomes outcomes, SessionStore sessions, ImpactParts parts) : IDisposable
{
    public const int DefaultRequests = 10_000;

    /// <summary>How long a log that was read is used again.</summary>
    static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    const int FirstRequests = 128;
    const int SlotsOfShopper = 10;
    const string NothingSampled = "There is no estimate: the log has no slates with their scores yet. They come as shoppers ask for slates.";
    const string NoSlates = "There is no estimate: the log holds no slates, so nobody knows what these shoppers were shown. An imported history has none; they come as the shop asks for slates.";

    readonly SemaphoreSlim gate = new(1, 1);
    ImpactTraffic? kept;
    int keptRequests;
    long keptAt;
    ITimer? release;

    /// <param name="draft">Held against the live revision of its key, or against the default where it has none.</param>
    /// <exception cref="OperationCanceledException">Another change came first.</exception>
    public async Task<ImpactReport> RunAsync(StrategyRevision draft, int requests = DefaultRequests, IProgress<ImpactReport>? progress = null, CancellationToken cancellation = default)
    {
        if (Kept(requests) is null && progress is not null)
        {
            var first = await Task.Run(() => Read(FirstRequests, withModel: false, cancellation), cancellation);
            if (first.Requests.Count > 0)
                progress.Report((await Task.Run(() => parts.Study.Run(Live(draft), draft, first with { Samples = [], WhyNoEstimate = "Estimates follow when the log has been read." }, null, cancellation), cancellation))
                    with { Total = requests });
        }
        var traffic = await TrafficAsync(requests, cancellation);
        return await Task.Run(() => parts.Study.Run(Live(draft), draft, traffic, progress, cancellation), cancellation);
    }

    /// <summary>For each enabled rule: what leaving it out of the draft would change.</summary>
    public async Task<IReadOnlyList<RulePrice>> PriceOfRulesAsync(StrategyRevision draft, IProgress<RulePrice>? progress = null, CancellationToken cancellation = default)
    {
        var traffic = await TrafficAsync(DefaultRequests, cancellation);
        return await Task.Run(() => parts.Prices.Run(draft, traffic, progress, cancellation), cancellation);
    }

    /// <summary>Weight vectors around the draft's, with what the click model expects of each.</summary>
    public async Task<ParetoAnswer> SweepAsync(StrategyRevision draft, IReadOnlyList<string> keys, CancellationToken cancellation = default)
    {
        var traffic = await TrafficAsync(DefaultRequests, cancellation);
        return await Task.Run(() => parts.Sweep.Run(draft, keys, traffic, cancellation: cancellation), cancellation);
    }

    /// <summary>What one weight, moved alone, does to the order of items on the latest requests.</summary>
    public async Task<WeightEffect> EffectOfAsync(StrategyRevision live, string key, float weight, CancellationToken cancellation = default)
    {
        // the whole log, as the study of the draft needs it next
        var traffic = Newest(await TrafficAsync(DefaultRequests, cancellation), WeightStudy.DefaultRequests);
        return await Task.Run(() => parts.Weights.Run(live, key, weight, traffic.Requests, cancellation), cancellation);
    }

    public void Dispose()
    {
        release?.Dispose();
        gate.Dispose();
    }

    StrategyRevision Live(StrategyRevision draft) => store.Find(draft.Key) ?? store.Find(null)!;

    ImpactTraffic? Kept(int requests) =>
        kept is { } traffic && keptRequests >= requests && parts.Time.GetElapsedTime(keptAt) < KeptFor ? Newest(traffic, requests) : null;

    static ImpactTraffic Newest(ImpactTraffic traffic, int requests) => traffic.Requests.Count <= requests ? traffic : traffic with
    {
        Requests = [.. traffic.Requests.Take(requests)],
        Samples = [.. traffic.Samples.Take(requests)],
    };

    async Task<ImpactTraffic> TrafficAsync(int requests, CancellationToken cancellation)
    {
        if (Kept(requests) is { } known) return known;
        await gate.WaitAsync(cancellation);
        try
        {
            if (Kept(requests) is { } meanwhile) return meanwhile;
            kept = null; // the old one may go while the new one is read
            var read = await Task.Run(() => Read(requests, withModel: true, cancellation), cancellation);
            (kept, keptRequests, keptAt) = (read, requests, parts.Time.GetTimestamp());
            release?.Dispose();
            release = parts.Time.CreateTimer(_ => Interlocked.CompareExchange(ref kept, null, read), null, KeptFor, Timeout.InfiniteTimeSpan);
            return read;
        }
        finally
        {
            gate.Release();
        }
    }

    ImpactTraffic Read(int requests, bool withModel, CancellationToken cancellation)
    {
        var samples = new List<TrafficSample>();
        var asked = new List<TrafficRequest>();
        var visits = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new Dictionary<string, StrategyRevision?>(StringComparer.Ordinal);
        foreach (var logged in slates.ReadSamples(requests))
        {
            if (samples.Count % 256 == 0) cancellation.ThrowIfCancellationRequested();
            var slate = logged.Slate;
            if (slate.Lab) continue; // played, not shopped
            var visit = slate.SessionId?.Value ?? slate.UserId?.Value ?? slate.Id.Value;
            if (!visits.TryGetValue(visit, out var cluster)) visits.Add(visit, cluster = visits.Count);
            if (!known.TryGetValue(slate.Revision, out var revision)) known.Add(slate.Revision, revision = Revision(slate.Revision));
            samples.Add(new TrafficSample(logged, outcomes.Of(slate.Id), revision, cluster));
            asked.Add(Request(logged, visit));
        }
        if (asked.Count < requests) asked.AddRange(Shoppers(requests - asked.Count, samples));
        if (samples.Count == 0) return new ImpactTraffic(asked, [], null, asked.Count > 0 ? NoSlates : NothingSampled);
        return new ImpactTraffic(asked, samples, withModel ? RewardModel.Fit(samples, parts.Ranker.Current.Catalog) : null, NothingSampled);
    }

    StrategyRevision? Revision(string hash) => store.Live.FirstOrDefault(live => live.Hash == hash) ?? revisions.FindByHash(hash);

    TrafficRequest Request(LoggedSlate logged, string visit)
    {
        var shopper = sessions.Find(logged.Slate.UserId, logged.Slate.SessionId);
        var query = new RankQuery(shopper, StrategyStore.FirstDefault, Math.Max(parts.Ranker.TopItems, logged.Wanted))
        {
            Placement = logged.Slate.Placement,
            Context = logged.Context,
            Exclude = logged.Exclude,
        };
        return new TrafficRequest(query, logged.Wanted, logged.Slate.Seed, visit, IsShopper: logged.Slate.SessionId is null) { Shopper = logged.Slate.UserId?.Value };
    }

    /// <summary>The latest shoppers who did not ask for any of the slates.</summary>
    IEnumerable<TrafficRequest> Shoppers(int count, List<TrafficSample> samples)
    {
        var known = new HashSet<UserId>();
        foreach (var sample in samples)
            if (sample.Logged.Slate.UserId is { } user) known.Add(user);
        return sessions.LatestUsers(count + known.Count).Where(shopper => !known.Contains(shopper.Id)).Take(count).Select(shopper => new TrafficRequest(
            new RankQuery(shopper.State, StrategyStore.FirstDefault, parts.Ranker.TopItems)
            {
                Placement = "home",
                Context = parts.Segments.ContextOf(new ShopperAsking(shopper.Id, shopper.State, "home", RequestContext.None)),
            },
            SlotsOfShopper, StableHash.Of(shopper.Id.Value), shopper.Id.Value, IsShopper: true) { IsLogged = false, Shopper = shopper.Id.Value });
    }
}
