using RecConsole.Engine.Feedback;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Serving;

/// <summary>Makes the record of each served slate, sends it to the log, and shows it to all that follow slates.</summary>
public sealed class SlateRecorder(SlateQueue log, SlateOptions options)
{
    /// <summary>
    /// Each served slate, on the serving thread and before the answer leaves, so that the quickest click finds its slate.
    /// Whoever listens must be brief and must not throw.
    /// </summary>
    public event Action<SlateRecord>? Served;

    internal void Record(SlateRequest request, Slate slate, RankedItems ranked, in BuiltSlate built, DateTimeOffset servedAt, ulong seed, TimeSpan took)
    {
        var slots = new SlateSlot[slate.Items.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var item = slate.Items[i];
            slots[i] = new SlateSlot(item.ItemId, item.Position, item.Score, item.Propensity);
        }
        var teams = slate.Arm?.Teams is null ? [] : new DraftTeam[slots.Length];
        for (var i = 0; i < teams.Length; i++) teams[i] = slate.Items[i].Team;
        var record = new SlateRecord(slate.Id, servedAt, request.Placement, slate.Strategy, slate.Revision, slate.Model)
        {
            UserId = request.UserId,
            SessionId = request.SessionId,
            Experiment = slate.Experiment,
            Variant = slate.Variant,
            Phase = slate.Arm?.Phase,
            Unit = slate.Arm is { Phase: not null } arm ? request.UnitOf(arm) : null,
            Seed = seed,
            Slots = slots,
            Teams = teams,
            Simulated = request.Simulated,
            Degraded = slate.Degraded,
            LatencyMicros = (long)took.TotalMicroseconds,
            Device = request.Context.Device,
        };
        Served?.Invoke(record);
        log.Enqueue(new LoggedSlate(record, request.Context)
        {
            Wanted = request.Count,
            Exclude = request.Exclude,
            Explored = built.Explored,
            Replays = options.Replays,
            Encoding = ranked.Shopper.U,
            // a sample holds one ranking, and an interleaved slate comes of two: what is estimated from samples knows none of it
            Sample = ranked.Degraded is null && teams.Length == 0 && log.WantsSample(servedAt) ? SlateSampler.Take(ranked, built) : null,
        });
    }
}
