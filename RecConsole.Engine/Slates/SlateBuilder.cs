using System.Collections.Concurrent;
using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Slates;

/// <summary>
/// In: the ranked top M of a request and a seed. Out: the slots of its slate with their propensities, by exploration,
/// diversity, caps and pins, in this order. Any number of threads may build at once.
/// </summary>
public sealed class SlateBuilder(SlateOptions options)
{
    readonly ConcurrentBag<Workspace> pool = [];

    sealed class Workspace
    {
        public SlateComposer Composer { get; } = new();
        public List<PlacedPin> Pins { get; } = [];
        public int[] Slots = [];
        public double[] Propensities = [];
    }

    /// <param name="withPropensities">Whether they are estimated; else each is 1, for whoever shows another slate than this one.</param>
    public BuiltSlate Build(RankedItems ranked, int count, ulong seed, bool withPropensities = true)
    {
        var work = Prepare(ranked, count, seed);
        var composer = work.Composer;
        var filled = work.Slots.AsSpan(0, composer.Serve(work.Slots.AsSpan(0, count)));
        var propensities = work.Propensities.AsSpan(0, filled.Length);
        if (withPropensities && ranked.Revision.Exploration.IsOn) composer.Propensities(filled, propensities);
        else propensities.Fill(1);

        var slots = new SlateSlotChoice[filled.Length];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new SlateSlotChoice(composer.Candidates.Item(filled[i]), composer.Candidates.Score(filled[i]), propensities[i]);
        var built = new BuiltSlate(slots, composer.Explored, work.Pins.Count > 0 ? [.. work.Pins] : []);
        Return(work);
        return built;
    }

    /// <summary>The items alone, dense indices, without their propensities: for many slates at once.</summary>
    public int Show(RankedItems ranked, Span<int> items, ulong seed)
    {
        var work = Prepare(ranked, items.Length, seed);
        var count = work.Composer.Serve(items);
        for (var i = 0; i < count; i++) items[i] = work.Composer.Candidates.Item(items[i]);
        Return(work);
        return count;
    }

    /// <summary>What each step did to each item, for the same request, count and seed.</summary>
    public SlateTrace Trace(RankedItems ranked, int count, ulong seed)
    {
        var work = Prepare(ranked, count, seed);
        var trace = SlateTracer.Trace(work.Composer, SlateTracer.PinNotes(ranked, count));
        Return(work);
        return trace;
    }

    /// <summary>The slate when nothing could be ranked in time: the most popular items that the request may show.</summary>
    public static BuiltSlate Popular(RankedItems ranked, int count)
    {
        var slots = new List<SlateSlotChoice>(count);
        foreach (var item in ranked.Matrix.Popular.Span)
        {
            if (slots.Count == count) break;
            if (!ranked.IsExcluded(item)) slots.Add(new SlateSlotChoice(item, ranked.ScoreOf(item), 1));
        }
        return new BuiltSlate([.. slots], Explored: false, []);
    }

    Workspace Prepare(RankedItems ranked, int count, ulong seed)
    {
        var work = pool.TryTake(out var pooled) ? pooled : new Workspace();
        if (work.Slots.Length < count) (work.Slots, work.Propensities) = (new int[count], new double[count]);
        work.Pins.Clear();
        SlatePins.Place(ranked, count, work.Pins);
        work.Composer.Prepare(ranked.Matrix, ranked.Revision, ranked.Top.Indices, ranked.Top.Scores, work.Pins, count, options.Replays, seed);
        return work;
    }

    void Return(Workspace work)
    {
        work.Composer.Release();
        pool.Add(work);
    }
}
