using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: one sampled slate and a draft. Out: how probable the draft would have made what was shown, and what either is expected
/// to earn, over the very same draws of chance. Scores of the draft are the logged ones plus what its weights and rules
/// change; which rules match an item is the catalogue's of now. Cost at M = 200, ten slots and R = 64: about 0.1 ms, half of
/// it the noise and the choices of 130 orders. Kept and used again; one thread at a time.
/// </summary>
sealed class Counterfactual(StrategyCompiler compiler, TimeProvider time)
{
    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    readonly SlateComposer live = new();
    readonly SlateComposer drafted = new();
    float[] draftScores = []; // by candidate of the log
    int[] everyone = []; // 0, 1, …: the live strategy's candidates are the log's
    int[] order = []; // the draft's candidates, best first: candidates of the log
    ulong[] rankKeys = [];
    int[] draftItems = [];
    float[] sortedScores = [];
    float[] noise = []; // [draws, M] by candidate of the log
    float[] draftNoise = []; // [M] of one draw, by candidate of the draft
    double[] liveExposure = [], draftExposure = []; // by candidate of the log: Σ over slots of P(there) · θ
    bool[] livePlaces = []; // [M, slots]: whether the live strategy ever puts it there
    double[] examination = []; // θ by slot
    int[] filled = [];
    int[] shown = []; // by slot that was shown: the log's candidate, M or more for a pin from beyond
    int[] targets = []; // by slot that was shown: the draft's candidate, -1 where it has none
    int m, slots;

    /// <summary>Slot weights ρ of the last slate.</summary>
    public double[] Weights { get; private set; } = [];

    /// <summary>Of the last slate: probability mass of the draft on what the live strategy never shows there.</summary>
    public double UnsupportedMass { get; private set; }

    /// <summary>Rows by reward; false when the slate cannot be used: its revision or one of its items is gone.</summary>
    /// <param name="asksRules">Whether rules are matched anew even where the draft has those that served.</param>
    public bool TryEvaluate(TrafficSample traffic, StrategyRevision draft, RewardModel model, CatalogMatrix matrix, OffPolicyRow[] rows, bool asksRules = false)
    {
        var logged = traffic.Logged;
        var slate = logged.Slate;
        if (traffic.Revision is not { } served || slate.Slots.Count == 0 || traffic.Prepare(model, matrix.Catalog) is not { } prepared) return false;
        var count = PrepareDraft(traffic, served, prepared, draft, matrix, logged.Replays, asksRules);
        live.Prepare(matrix, served, prepared.Items, logged.Sample!.Scores, Pins(logged.Sample, matrix), slots, logged.Replays, slate.Seed);
        for (var s = 0; s < slots; s++) examination[s] = model.Examination(s);
        AimAt(prepared);
        if (live.DrawsMass > 0 || drafted.DrawsMass > 0) DrawNoise();

        Array.Clear(livePlaces, 0, m * slots);
        Spread(live, everyone.AsSpan(0, m), liveExposure, isDraft: false);
        UnsupportedMass = Spread(drafted, order.AsSpan(0, count), draftExposure, isDraft: true);
        for (var s = 0; s < Weights.Length; s++) Weights[s] /= slate.Slots[s].Propensity;

        foreach (var reward in Rewards) rows[(int)reward] = Row(reward, traffic, prepared, matrix);
        live.Release();
        drafted.Release();
        return true;
    }

    /// <summary>What the model expects of the draft's slate without noise; null when it cannot be composed.</summary>
    public ExpectedSlate? TryExpect(TrafficSample traffic, StrategyRevision draft, RewardModel model, CatalogMatrix matrix)
    {
        if (traffic.Revision is not { } served || traffic.Prepare(model, matrix.Catalog) is not { } prepared) return null;
        var count = PrepareDraft(traffic, served, prepared, draft, matrix, replays: 1, asksRules: false);
        var likeness = drafted.Candidates.Likeness();
        ReadOnlySpan<float> clicksOf = prepared.Earned(Reward.Ctr), marginOf = prepared.Earned(Reward.Margin);
        var found = drafted.Compose(noise: [], filled);
        double clicks = 0, margin = 0, unlike = 0;
        var pairs = 0;
        for (var s = 0; s < found; s++)
        {
            if (filled[s] >= count) continue; // pinned from beyond the top M: the log knows nothing of it
            clicks += model.Examination(s) * clicksOf[order[filled[s]]];
            margin += model.Examination(s) * marginOf[order[filled[s]]];
            for (var t = 0; t < s; t++)
                if (filled[t] < count)
                {
                    unlike += 1 - likeness.Row(filled[s])[filled[t]];
                    pairs++;
                }
        }
        drafted.Release();
        return new ExpectedSlate(clicks, found, margin, pairs > 0 ? unlike / pairs : 0);
    }

    /// <summary>Ranks the logged candidates by the draft and gets its slate ready to be composed. Returns how many candidates the draft has.</summary>
    int PrepareDraft(TrafficSample traffic, StrategyRevision served, PreparedSample prepared, StrategyRevision draft, CatalogMatrix matrix, int replays, bool asksRules)
    {
        var logged = traffic.Logged;
        var sample = logged.Sample!;
        Reserve(prepared.Items.Length, logged.Wanted, prepared.Shown.Length);
        // the same rules: what was logged of them holds, though the catalogue has changed since
        var rules = !asksRules && served.RulesHash == draft.RulesHash ? null : compiler.Activate(draft, matrix.Catalog, logged.Slate.Placement, logged.Context, matrix.AsOf, time.GetUtcNow());
        var count = OrderForDraft(sample, prepared.Items, served, draft, rules);
        var pins = rules is null ? Pins(sample, matrix) : DraftPins(rules, prepared.Items, matrix);
        drafted.Prepare(matrix, draft, draftItems.AsSpan(0, count), sortedScores.AsSpan(0, count), pins, slots, replays, logged.Slate.Seed);
        return count;
    }

    /// <summary>The draft's candidates in the order of its scores; those that its rules hide are left out. Returns their number.</summary>
    /// <param name="rules">Null where they are those of the revision that served.</param>
    int OrderForDraft(SlateSample sample, int[] items, StrategyRevision served, StrategyRevision draft, ActiveRules? rules)
    {
        sample.Scores.CopyTo(draftScores, 0);
        for (var c = 0; c < sample.Columns.Count - 1; c++)
        {
            var change = draft.Weight(sample.Columns[c]) - served.Weight(sample.Columns[c]);
            if (change == 0) continue;
            var column = sample.Column(c);
            for (var i = 0; i < m; i++) draftScores[i] += change * column[i];
        }
        if (rules is not null)
        {
            var logged = sample.Column(sample.Columns.Count - 1);
            for (var i = 0; i < m; i++) draftScores[i] -= logged[i];
            foreach (var (rule, matched) in rules.Scoring)
                for (var i = 0; i < m; i++)
                    if (matched[items[i]]) draftScores[i] += rule.Bias;
        }
        var count = 0;
        for (var i = 0; i < m; i++)
        {
            if (rules?.Hidden is { } hidden && hidden[items[i]]) continue;
            rankKeys[count] = RankKey.Of(draftScores[i], items[i]);
            order[count++] = i;
        }
        rankKeys.AsSpan(0, count).Sort(order.AsSpan(0, count));
        for (var i = 0; i < count; i++) (draftItems[i], sortedScores[i]) = (items[order[i]], draftScores[order[i]]);
        return count;
    }

    /// <summary>What was shown, as candidates of either, and room for the propensities that are added up in <see cref="Weights"/>.</summary>
    void AimAt(PreparedSample prepared)
    {
        if (Weights.Length != prepared.Shown.Length) Weights = new double[prepared.Shown.Length];
        Array.Clear(Weights);
        for (var s = 0; s < prepared.Shown.Length; s++)
        {
            shown[s] = live.Candidates.Find(prepared.Shown[s]);
            targets[s] = drafted.Candidates.Find(prepared.Shown[s]);
        }
    }

    void DrawNoise()
    {
        if (noise.Length < live.Draws * m) noise = new float[live.Draws * m];
        for (var draw = 0; draw < live.Draws; draw++) live.Noise(draw, noise.AsSpan(draw * m, m));
    }

    /// <summary>
    /// Composes the order without noise and all draws: adds up exposure, and takes down where the live strategy puts an item;
    /// of the draft the propensities of what was shown. Returns the share of mass that lies where the live strategy puts nothing.
    /// </summary>
    /// <param name="logged">The composer's candidates as candidates of the log; pins from beyond the top M are not among them.</param>
    double Spread(SlateComposer composer, ReadOnlySpan<int> logged, Span<double> exposure, bool isDraft)
    {
        exposure[..m].Clear();
        double unsupported = 0, total = 0;
        for (var draw = composer.OrderMass > 0 ? -1 : 0; draw < (composer.DrawsMass > 0 ? composer.Draws : 0); draw++)
        {
            var mass = draw < 0 ? composer.OrderMass : composer.DrawsMass / composer.Draws;
            var found = composer.Compose(draw < 0 ? [] : NoiseOf(draw, logged, isDraft), filled);
            total += found * mass;
            for (var s = 0; s < found; s++)
            {
                if (isDraft && s < Weights.Length && filled[s] == targets[s]) Weights[s] += mass;
                if (filled[s] >= logged.Length)
                {
                    unsupported += mass;
                    continue;
                }
                var candidate = logged[filled[s]];
                exposure[candidate] += mass * examination[s];
                if (!isDraft) livePlaces[candidate * slots + s] = true;
                else if (!livePlaces[candidate * slots + s]) unsupported += mass;
            }
        }
        return total > 0 ? unsupported / total : 0;
    }

    ReadOnlySpan<float> NoiseOf(int draw, ReadOnlySpan<int> logged, bool isDraft)
    {
        var drawn = noise.AsSpan(draw * m, m);
        if (!isDraft) return drawn;
        for (var i = 0; i < logged.Length; i++) draftNoise[i] = drawn[logged[i]];
        return draftNoise.AsSpan(0, logged.Length);
    }

    OffPolicyRow Row(Reward reward, TrafficSample traffic, PreparedSample prepared, CatalogMatrix matrix)
    {
        var earned = prepared.Earned(reward);
        double direct = 0, directLogged = 0, observed = 0, weighted = 0, expected = 0, weightedExpected = 0, weight = 0;
        for (var i = 0; i < earned.Length; i++)
        {
            direct += draftExposure[i] * earned[i];
            directLogged += liveExposure[i] * earned[i];
        }
        for (var s = 0; s < prepared.Shown.Length; s++)
        {
            var r = RewardModel.Observed(reward, traffic.Outcomes, s + 1, matrix.Catalog[prepared.Shown[s]]);
            var q = (uint)shown[s] < (uint)m ? examination[s] * earned[shown[s]] : 0;
            observed += r;
            expected += q;
            weighted += Weights[s] * r;
            weightedExpected += Weights[s] * q;
            weight += Weights[s];
        }
        var denominator = reward == Reward.Ctr ? prepared.Shown.Length : 1;
        return new OffPolicyRow(traffic.Cluster, denominator, observed, weighted, denominator * weight / prepared.Shown.Length, direct, directLogged, expected, weightedExpected);
    }

    static IReadOnlyList<PlacedPin> Pins(SlateSample sample, CatalogMatrix matrix)
    {
        if (sample.Pins.Count == 0) return [];
        var pins = new List<PlacedPin>();
        foreach (var pin in sample.Pins)
            if (matrix.Catalog.IndexOf(pin.Item) is >= 0 and var item) pins.Add(new PlacedPin(item, pin.Score, pin.Slot, pin.RuleKey));
        return pins;
    }

    IReadOnlyList<PlacedPin> DraftPins(ActiveRules rules, int[] items, CatalogMatrix matrix)
    {
        if (rules.Pins.Length == 0) return [];
        var pins = new List<PlacedPin>();
        foreach (var pin in rules.Pins)
        {
            if (pin.Slot > slots || matrix.Ineligible[pin.Item] || rules.Hidden is { } hidden && hidden[pin.Item]) continue;
            var candidate = items.AsSpan().IndexOf(pin.Item);
            if (candidate < 0 && pin.IsSoft) continue;
            pins.Add(new PlacedPin(pin.Item, candidate >= 0 ? draftScores[candidate] : 0, pin.Slot, pin.RuleKey));
        }
        return pins;
    }

    void Reserve(int candidates, int wanted, int shownSlots)
    {
        (m, slots) = (candidates, wanted);
        if (everyone.Length < m)
        {
            (everyone, order, draftItems, rankKeys) = (new int[m], new int[m], new int[m], new ulong[m]);
            (draftScores, sortedScores, draftNoise) = (new float[m], new float[m], new float[m]);
            (liveExposure, draftExposure) = (new double[m], new double[m]);
            for (var i = 0; i < m; i++) everyone[i] = i;
        }
        if (livePlaces.Length < m * slots) livePlaces = new bool[m * slots];
        if (filled.Length < slots) (filled, examination) = (new int[slots], new double[slots]);
        if (shown.Length < shownSlots) (shown, targets) = (new int[shownSlots], new int[shownSlots]);
    }
}
