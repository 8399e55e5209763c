using RecConsole.Engine.Evaluation;

namespace RecConsole.Engine.Impact;

/// <summary>Adds up what slates say of one draft.</summary>
sealed class EvaluatedSlates
{
    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    readonly List<OffPolicyRow>[] rows = [.. Rewards.Select(_ => new List<OffPolicyRow>())];
    int slots, withoutChance;
    double weights, squares, largest, unsupported;

    public int Count { get; private set; }

    public IReadOnlyList<OffPolicyRow> Rows(Reward reward) => rows[(int)reward];

    public OffPolicySupport Support
    {
        get
        {
            var effective = squares > 0 ? weights * weights / squares * Count / slots : 0;
            return new OffPolicySupport(Count, effective, Count > 0 ? unsupported / Count : 0, largest) { WithoutChance = withoutChance };
        }
    }

    public void Add(EvaluatedSlate slate)
    {
        Count++;
        if (!slate.HasChance) withoutChance++;
        unsupported += slate.UnsupportedMass;
        for (var r = 0; r < rows.Length; r++) rows[r].Add(slate.Rows[r]);
        foreach (var weight in slate.Weights)
        {
            slots++;
            weights += weight;
            squares += weight * weight;
            largest = Math.Max(largest, weight);
        }
    }
}
