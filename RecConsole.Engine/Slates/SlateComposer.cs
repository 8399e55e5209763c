using System.Numerics.Tensors;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// In: the top M with their scores, a revision, pins, a seed. Out: the slots of the slate, and the probability of each over
/// the exploration's randomness. Everything random is drawn once, into the keys (score + T · Gumbel, so that sorting them is
/// a Plackett-Luce draw with weights exp(score / T): Yellott 1977); diversity, caps and pins that follow are functions of
/// the keys. Noise is a function of (seed, draw, item), so two strategies compared under one seed meet the same chance.
/// Kept and prepared again by its owner; one thread at a time.
/// </summary>
public sealed class SlateComposer
{
    /// <summary>The draw that is served when the request explores; the others only estimate propensities.</summary>
    const uint ServedDraw = 0;

    const ulong CoinStream = 0x636F696E; // apart from the draws' streams, which lie below 2^32 and are mixed otherwise

    readonly SlateCandidates candidates = new();
    readonly GreedyOrder order = new();
    readonly CapLedger ledger = new();
    readonly List<PlacedPin> pins = [];
    readonly List<int> putOff = []; // candidates that a cap kept out of an earlier slot, in their order
    StrategyRevision revision = StrategyStore.FirstDefault;
    int[] pinAt = []; // by slot: candidate, or -1
    bool[] pinned = []; // by candidate
    float[] keys = [];
    int[] slots = [];
    int[] counts = [];
    int slotCount, replays;
    ulong seed;

    /// <summary>Whether this request draws its order.</summary>
    public bool Explored { get; private set; }

    internal SlateCandidates Candidates => candidates;

    internal StrategyRevision Revision => revision;

    /// <param name="top">Dense indices of the top M, best first, none of which the request may not show.</param>
    /// <param name="placed">By slot; each slot and each item once.</param>
    /// <param name="slotCount">Slots wanted.</param>
    /// <param name="replays">R, 1 or more.</param>
    public void Prepare(CatalogMatrix matrix, StrategyRevision strategy, ReadOnlySpan<int> top, ReadOnlySpan<float> scores,
        IReadOnlyList<PlacedPin> placed, int slotCount, int replays, ulong seed)
    {
        (revision, this.slotCount, this.replays, this.seed) = (strategy, slotCount, replays, seed);
        candidates.Load(matrix, top, scores);
        if (pinAt.Length < slotCount) pinAt = new int[slotCount];
        pinAt.AsSpan(0, slotCount).Fill(-1);
        pins.Clear();
        for (var i = 0; i < placed.Count; i++)
        {
            if (placed[i].Slot > slotCount) continue;
            pins.Add(placed[i]);
            pinAt[placed[i].Slot - 1] = candidates.Find(placed[i].Item) is >= 0 and var known ? known : candidates.Add(placed[i].Item, placed[i].Score);
        }
        if (pinned.Length < candidates.Count) pinned = new bool[candidates.Count];
        Array.Clear(pinned, 0, candidates.Count);
        foreach (var candidate in pinAt.AsSpan(0, slotCount))
            if (candidate >= 0) pinned[candidate] = true;
        if (keys.Length < top.Length) keys = new float[top.Length];
        if (slots.Length < slotCount) (slots, counts) = (new int[slotCount], new int[slotCount]);
        ledger.Begin(strategy.Caps, candidates, slotCount);
        Explored = strategy.Exploration.IsOn && KeyedNoise.Uniform(seed, CoinStream) < strategy.Exploration.Share;
    }

    /// <summary>Writes the slate that is served, as numbers of candidates; returns how many slots could be filled.</summary>
    public int Serve(Span<int> filled)
    {
        Draw(Explored ? ServedDraw : null);
        return Fill(filled[..slotCount]);
    }

    /// <summary>
    /// The probability of each given candidate standing in its slot: (1 - share) where the order without noise puts it there,
    /// and share · (draws that do) / (R + 1). The served draw counts as one of the R + 1: given the set of draws each was
    /// equally likely to be served, so weights made of these ratios, live and draft on the same seed, are unbiased over it.
    /// </summary>
    public void Propensities(ReadOnlySpan<int> targets, Span<double> propensities)
    {
        propensities[..targets.Length].Clear();
        if (OrderMass > 0)
        {
            Draw(null);
            var filled = Fill(slots);
            for (var s = 0; s < Math.Min(filled, targets.Length); s++)
                if (slots[s] == targets[s]) propensities[s] = OrderMass;
        }
        if (DrawsMass == 0) return;

        Array.Clear(counts);
        for (uint draw = 0; draw < Draws; draw++)
        {
            Draw(draw);
            var filled = Fill(slots);
            for (var s = 0; s < Math.Min(filled, targets.Length); s++)
                if (slots[s] == targets[s]) counts[s]++;
        }
        for (var s = 0; s < targets.Length; s++) propensities[s] += DrawsMass * counts[s] / Draws; // counted, not added up: what every draw shows has exactly the mass
    }

    /// <summary>Draws behind a propensity: R and the served one.</summary>
    public int Draws => replays + 1;

    /// <summary>Probability of the order without noise.</summary>
    public double OrderMass => 1 - DrawsMass;

    /// <summary>Probability of all draws together; each is as likely as the others.</summary>
    public double DrawsMass => revision.Exploration is { IsOn: true, Share: var share } ? share : 0;

    /// <summary>Writes the noise of one draw, from 0, by candidate of the top M: the same under any strategy that ranks the same items.</summary>
    public void Noise(int draw, Span<float> noise) => KeyedNoise.Gumbel(candidates.NoiseKeys(), seed, (uint)draw, noise);

    /// <summary>Writes the slate that some noise leads to; returns how many slots could be filled.</summary>
    /// <param name="noise">By candidate of the top M; empty for the order without noise.</param>
    public int Compose(ReadOnlySpan<float> noise, Span<int> filled)
    {
        var drawn = keys.AsSpan(0, candidates.TopCount);
        if (noise.IsEmpty) candidates.TopScores.CopyTo(drawn);
        else TensorPrimitives.MultiplyAdd(noise, revision.Exploration.Temperature, candidates.TopScores, drawn);
        return Fill(filled[..slotCount]);
    }

    /// <summary>Lets go of the catalogue that was prepared.</summary>
    public void Release() => candidates.Release();

    /// <summary>The keys of the order that is served, by candidate, and the noise in them.</summary>
    internal ReadOnlySpan<float> ServedKeys()
    {
        Draw(Explored ? ServedDraw : null);
        return keys.AsSpan(0, candidates.TopCount);
    }

    internal IReadOnlyList<PlacedPin> Pins => pins;

    internal int SlotCount => slotCount;

    /// <summary>The whole order of the keys after diversity.</summary>
    internal void Diversified(List<int> into)
    {
        BeginOrder();
        while (order.Next() is >= 0 and var next) into.Add(next);
    }

    void Draw(uint? draw)
    {
        var drawn = keys.AsSpan(0, candidates.TopCount);
        if (draw is not { } number)
        {
            candidates.TopScores.CopyTo(drawn);
            return;
        }
        KeyedNoise.Gumbel(candidates.NoiseKeys(), seed, number, drawn);
        TensorPrimitives.MultiplyAdd(drawn, revision.Exploration.Temperature, candidates.TopScores, drawn);
    }

    void BeginOrder() => order.Begin(keys.AsSpan(0, candidates.TopCount), revision.Diversity, revision.Diversity.IsOn ? candidates.Likeness() : null);

    /// <summary>
    /// Fills slot by slot: a pin holds its slot before any other is filled, so that caps see it in every window; any other
    /// slot takes the first of the order that no cap keeps out. Where none is left, what is pinned below moves up.
    /// </summary>
    int Fill(Span<int> filled, CapTrace? trace = null)
    {
        BeginOrder();
        putOff.Clear();
        if (ledger.HasCaps)
        {
            ledger.Clear();
            for (var s = 0; s < slotCount; s++)
                if (pinAt[s] >= 0) ledger.Place(s, pinAt[s]);
        }
        var count = 0;
        var exhausted = false;
        for (var s = 0; s < slotCount; s++)
        {
            var candidate = pinAt[s] >= 0 ? pinAt[s] : exhausted ? -1 : NextFor(s, trace);
            if (candidate < 0) exhausted = true;
            else filled[count++] = candidate;
        }
        return count;
    }

    int NextFor(int slot, CapTrace? trace)
    {
        if (ledger.HasCaps)
            for (var i = 0; i < putOff.Count; i++)
                if (ledger.Broken(slot, putOff[i]) is null)
                {
                    var waited = putOff[i];
                    putOff.RemoveAt(i);
                    ledger.Place(slot, waited);
                    return waited;
                }
        while (order.Next() is >= 0 and var next)
        {
            if (pinned[next]) continue;
            if (!ledger.HasCaps) return next;
            if (ledger.Broken(slot, next) is not { } cap)
            {
                ledger.Place(slot, next);
                return next;
            }
            putOff.Add(next);
            trace?.Add(next, slot, cap);
        }
        return -1;
    }

    /// <summary>The served slate again, with what the caps put off.</summary>
    internal int Serve(Span<int> filled, CapTrace trace)
    {
        Draw(Explored ? ServedDraw : null);
        return Fill(filled[..slotCount], trace);
    }
}
