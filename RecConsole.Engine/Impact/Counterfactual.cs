using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: one sampled slate, the revision that served it and a draft. Out: how probable the draft would have made what was
/// shown, and what either is expected to earn, over the very same draws of chance. Scores of the draft are the logged ones
/// plus what its weights and rules change; which rules match an item is the catalogue's of now. Kept and used again; one
/// thread at a time.
/// </summary>
sealed class Counterfactual
{
    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    readonly SlateComposer live = new();
    readonly SlateComposer drafted = new();
    int[] items = []; // by candidate of the log: dense index
    float[] draftScores = [];
    int[] order = []; // the draft's candidates, best first: candidates of the log
    int[] draftItems = [];
    float[] sortedScores = [];
    double[] attractions = [];
    double[] liveExposure = [], draftExposure = []; // by candidate: Σ over slots of P(there) · θ
    float[] liveMass = []; // [M, slots]: P(there)
    int[] filled = [];
    int[] targets = []; // by slot that was shown: the draft's candidate, -1 where it has none

    /// <summary>Slot weights ρ of the last slate.</summary>
    public double[] Weights { get; private set; } = [];

    /// <summary>Of the last slate: probability mass of the draft on what the live strategy never shows there.</summary>
    public double UnsupportedMass { get; private set; }

    /// <summary>Rows by reward; false when the slate cannot be used: its revision or one of its items is gone.</summary>
    public bool TryEvaluate(TrafficSample traffic, StrategyRevision draft, ActiveRules rules, bool rulesAreTheSame, RewardModel model, CatalogMatrix matrix, OffPolicyRow[] rows)
    {
        var logged = traffic.Logged;
        var sample = logged.Sample!;
        if (traffic.Revision is not { } served || logged.Slate.Slots.Count == 0 || !TryFind(sample, logged.Wanted, matrix)) return false;
        var m = sample.Items.Count;

        var features = new SampleFeatures(sample);
        for (var i = 0; i < m; i++) attractions[i] = model.Attraction(features[i].Span);

        var livePins = Pins(sample, matrix);
        live.Prepare(matrix, served, items.AsSpan(0, m), sample.Scores, livePins, logged.Wanted, logged.Replays, logged.Slate.Seed);
        Array.Clear(liveMass, 0, m * logged.Wanted);
        Array.Clear(liveExposure, 0, m);
        Spread(live, served.Exploration, logged, model, liveExposure, candidate => candidate < m ? candidate : -1, liveMass, against: null);

        var count = OrderForDraft(sample, served, draft, rules, rulesAreTheSame);
        var draftPins = rulesAreTheSame ? livePins : DraftPins(rules, sample, matrix, logged.Wanted);
        drafted.Prepare(matrix, draft, draftItems.AsSpan(0, count), sortedScores.AsSpan(0, count), draftPins, logged.Wanted, logged.Replays, logged.Slate.Seed);
        Array.Clear(draftExposure, 0, m);
        AimAtShown(logged);
        UnsupportedMass = Spread(drafted, draft.Exploration, logged, model, draftExposure, candidate => candidate < count ? order[candidate] : -1, into: null, against: liveMass);
        for (var s = 0; s < Weights.Length; s++) Weights[s] /= logged.Slate.Slots[s].Propensity;

        for (var r = 0; r < Rewards.Length; r++) rows[r] = Row(Rewards[r], traffic, model, matrix, m);
        live.Release();
        drafted.Release();
        return true;
    }

    /// <summary>What the model expects of the draft's slate without noise; null when it cannot be composed.</summary>
    public ExpectedSlate? TryExpect(TrafficSample traffic, StrategyRevision draft, ActiveRules rules, bool rulesAreTheSame, RewardModel model, CatalogMatrix matrix)
    {
        var logged = traffic.Logged;
        var sample = logged.Sample!;
        if (traffic.Revision is not { } served || !TryFind(sample, logged.Wanted, matrix)) return null;
        var count = OrderForDraft(sample, served, draft, rules, rulesAreTheSame);
        var pins = rulesAreTheSame ? Pins(sample, matrix) : DraftPins(rules, sample, matrix, logged.Wanted);
        drafted.Prepare(matrix, draft, draftItems.AsSpan(0, count), sortedScores.AsSpan(0, count), pins, logged.Wanted, replays: 1, logged.Slate.Seed);
        var slots = drafted.Compose(null, filled);
        var features = new SampleFeatures(sample);
        var likeness = drafted.Candidates.Likeness();
        double clicks = 0, margin = 0, unlike = 0;
        var pairs = 0;
        for (var s = 0; s < slots; s++)
        {
            if (filled[s] >= count) continue; // pinned from beyond the top M: the log knows nothing of it
            var attraction = model.Attraction(features[order[filled[s]]].Span);
            var item = matrix.Catalog[drafted.Candidates.Item(filled[s])];
            clicks += model.Examination(s) * model.Expected(Reward.Ctr, attraction, item);
            margin += model.Examination(s) * model.Expected(Reward.Margin, attraction, item);
            for (var t = 0; t < s; t++)
                if (filled[t] < count)
                {
                    unlike += 1 - likeness.Row(filled[s])[filled[t]];
                    pairs++;
                }
        }
        drafted.Release();
        return new ExpectedSlate(clicks, slots, margin, pairs > 0 ? unlike / pairs : 0);
    }

    /// <summary>Finds the sample's items in the catalogue of now; false when one is gone.</summary>
    bool TryFind(SlateSample sample, int slots, CatalogMatrix matrix)
    {
        Reserve(sample.Items.Count, slots);
        for (var i = 0; i < sample.Items.Count; i++)
            if ((items[i] = matrix.Catalog.IndexOf(sample.Items[i])) < 0) return false;
        return true;
    }

    /// <summary>
    /// Runs all draws: adds θ-weighted exposure by logged candidate and, where asked, mass by slot; returns the share of mass
    /// that has none in <paramref name="against"/>.
    /// </summary>
    double Spread(SlateComposer composer, Exploration exploration, LoggedSlate logged, RewardModel model, double[] exposure, Func<int, int> candidateOf, float[]? into, float[]? against)
    {
        var share = exploration.IsOn ? exploration.Share : 0d;
        double unsupported = 0, total = 0;
        if (share < 1) Add(null, 1 - share);
        if (share > 0)
            for (var draw = 0; draw < composer.Draws; draw++) Add(draw, share / composer.Draws);
        return total > 0 ? unsupported / total : 0;

        void Add(int? draw, double probability)
        {
            var slots = composer.Compose(draw, filled);
            for (var s = 0; s < slots; s++)
            {
                var candidate = candidateOf(filled[s]);
                total += probability;
                if (against is not null && s < Weights.Length && filled[s] == targets[s]) Weights[s] += probability;
                if (candidate < 0)
                {
                    unsupported += probability;
                    continue;
                }
                exposure[candidate] += probability * model.Examination(s);
                if (into is not null) into[candidate * logged.Wanted + s] += (float)probability;
                if (against is not null && against[candidate * logged.Wanted + s] == 0) unsupported += probability;
            }
        }
    }

    /// <summary>The draft's candidates in the order of its scores; those that its rules hide are left out. Returns their number.</summary>
    int OrderForDraft(SlateSample sample, StrategyRevision served, StrategyRevision draft, ActiveRules rules, bool rulesAreTheSame)
    {
        var m = sample.Items.Count;
        sample.Scores.CopyTo(draftScores, 0);
        for (var c = 0; c < sample.Columns.Count - 1; c++)
        {
            var change = draft.Weight(sample.Columns[c]) - served.Weight(sample.Columns[c]);
            if (change == 0) continue;
            var column = sample.Column(c);
            for (var i = 0; i < m; i++) draftScores[i] += change * column[i];
        }
        if (!rulesAreTheSame)
        {
            var logged = sample.Column(sample.Columns.Count - 1);
            for (var i = 0; i < m; i++) draftScores[i] -= logged[i];
            foreach (var (rule, matched) in rules.Scoring)
                for (var i = 0; i < m; i++)
                    if (matched[items[i]]) draftScores[i] += rule.Bias;
        }
        var count = 0;
        for (var i = 0; i < m; i++)
            if (rulesAreTheSame || rules.Hidden is not { } hidden || !hidden[items[i]]) order[count++] = i;
        order.AsSpan(0, count).Sort((a, b) => draftScores[a] != draftScores[b] ? draftScores[b].CompareTo(draftScores[a]) : items[a].CompareTo(items[b]));
        for (var i = 0; i < count; i++) (draftItems[i], sortedScores[i]) = (items[order[i]], draftScores[order[i]]);
        return count;
    }

    /// <summary>What was shown, as candidates of the draft, whose propensities are to be added up in <see cref="Weights"/>.</summary>
    void AimAtShown(LoggedSlate logged)
    {
        var shown = logged.Slate.Slots;
        if (Weights.Length != shown.Count) Weights = new double[shown.Count];
        Array.Clear(Weights);
        for (var s = 0; s < shown.Count; s++) targets[s] = drafted.Candidates.FindById(shown[s].ItemId);
    }

    OffPolicyRow Row(Reward reward, TrafficSample traffic, RewardModel model, CatalogMatrix matrix, int m)
    {
        var shown = traffic.Logged.Slate.Slots;
        double direct = 0, directLogged = 0, observed = 0, weighted = 0, expected = 0, weightedExpected = 0, weight = 0;
        for (var i = 0; i < m; i++)
        {
            if (draftExposure[i] == 0 && liveExposure[i] == 0) continue;
            var value = model.Expected(reward, attractions[i], matrix.Catalog[items[i]]);
            direct += draftExposure[i] * value;
            directLogged += liveExposure[i] * value;
        }
        for (var s = 0; s < shown.Count; s++)
        {
            var candidate = live.Candidates.FindById(shown[s].ItemId);
            var item = matrix.Catalog[live.Candidates.Item(candidate)];
            var r = RewardModel.Observed(reward, traffic.Outcomes, s + 1, item);
            var q = candidate < m ? model.Examination(s) * model.Expected(reward, attractions[candidate], item) : 0;
            observed += r;
            expected += q;
            weighted += Weights[s] * r;
            weightedExpected += Weights[s] * q;
            weight += Weights[s];
        }
        var denominator = reward == Reward.Ctr ? shown.Count : 1;
        return new OffPolicyRow(traffic.Cluster, denominator, observed, weighted, denominator * weight / shown.Count, direct, directLogged, expected, weightedExpected);
    }

    static List<PlacedPin> Pins(SlateSample sample, CatalogMatrix matrix)
    {
        var pins = new List<PlacedPin>();
        foreach (var pin in sample.Pins)
            if (matrix.Catalog.IndexOf(pin.Item) is >= 0 and var item) pins.Add(new PlacedPin(item, pin.Score, pin.Slot, pin.RuleKey));
        return pins;
    }

    List<PlacedPin> DraftPins(ActiveRules rules, SlateSample sample, CatalogMatrix matrix, int slots)
    {
        var pins = new List<PlacedPin>();
        foreach (var pin in rules.Pins)
        {
            if (pin.Slot > slots || matrix.Ineligible[pin.Item] || rules.Hidden is { } hidden && hidden[pin.Item]) continue;
            var candidate = items.AsSpan(0, sample.Items.Count).IndexOf(pin.Item);
            if (candidate < 0 && pin.IsSoft) continue;
            pins.Add(new PlacedPin(pin.Item, candidate >= 0 ? draftScores[candidate] : 0, pin.Slot, pin.RuleKey));
        }
        return pins;
    }

    void Reserve(int m, int slots)
    {
        if (items.Length < m)
        {
            (items, order, draftItems) = (new int[m], new int[m], new int[m]);
            (draftScores, sortedScores) = (new float[m], new float[m]);
            (attractions, liveExposure, draftExposure) = (new double[m], new double[m], new double[m]);
        }
        if (liveMass.Length < m * slots) liveMass = new float[m * slots];
        if (filled.Length < slots) (filled, targets) = (new int[slots], new int[slots]);
    }
}
