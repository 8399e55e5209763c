using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Experiments;

/// <summary>What one unit's interleaved slates held of both teams, and what it did with it. Sums, so that units add up.</summary>
/// <param name="SlotsA">Slots with a pick of the control.</param>
/// <param name="FirstA">Slates in which the control's pick was the first that has a team.</param>
/// <param name="CreditA">What the control's picks earned: clicks, additions to the cart or orders, as the goal says.</param>
public readonly record struct TeamCounts(int SlotsA, int SlotsB, int FirstA, int FirstB, int CreditA, int CreditB)
{
    public static TeamCounts operator +(in TeamCounts a, in TeamCounts b) =>
        new(a.SlotsA + b.SlotsA, a.SlotsB + b.SlotsB, a.FirstA + b.FirstA, a.FirstB + b.FirstB, a.CreditA + b.CreditA, a.CreditB + b.CreditB);

    /// <summary>Of one slate.</summary>
    public static TeamCounts Of(IReadOnlyList<DraftTeam> slate)
    {
        var (a, b, first) = (0, 0, DraftTeam.None);
        for (var i = 0; i < slate.Count; i++)
        {
            if (slate[i] == DraftTeam.A) a++;
            if (slate[i] == DraftTeam.B) b++;
            if (first == DraftTeam.None) first = slate[i];
        }
        return new TeamCounts(a, b, first == DraftTeam.A ? 1 : 0, first == DraftTeam.B ? 1 : 0, 0, 0);
    }

    public static TeamCounts Credit(DraftTeam team) => new(0, 0, 0, 0, team == DraftTeam.A ? 1 : 0, team == DraftTeam.B ? 1 : 0);
}
