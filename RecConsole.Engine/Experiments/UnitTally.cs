namespace RecConsole.Engine.Experiments;

/// <summary>
/// All that is kept of one unit of one phase. About 250 bytes. Written by the one that has the ledger's lock.
/// </summary>
public sealed class UnitTally(int arm, DateTimeOffset firstExposure)
{
    /// <summary>Place of the variant in the experiment.</summary>
    public int Arm { get; } = arm;

    public DateTimeOffset FirstExposure { get; } = firstExposure;

    public DateTimeOffset LastExposure { get; internal set; } = firstExposure;

    /// <summary>Lines of one basket carry one time: they are one order.</summary>
    internal DateTimeOffset LastOrder { get; set; }

    /// <summary>Whether it was shown more than one variant: then it counts in none.</summary>
    public bool IsInSeveral { get; internal set; }

    /// <summary>Where it was first shown its variant.</summary>
    public string Placement { get; init; } = "";

    /// <summary>What it first used; empty where the shop does not say.</summary>
    public string Device { get; init; } = "";

    /// <summary>What it did before the phase; nothing where that is not known, or not yet.</summary>
    public UnitPast Past { get; internal set; }

    /// <summary>Of an interleaved phase: what both teams were shown with and earned.</summary>
    public TeamCounts Teams { get; internal set; }

    /// <summary>In the order of time; days without anything are left out.</summary>
    public IReadOnlyList<UnitDay> Days => days;

    public UnitCounts Total
    {
        get
        {
            var sum = default(UnitCounts);
            foreach (var day in days) sum += day.Counts;
            return sum;
        }
    }

    /// <summary>Whether anything was seen of it on a later day than the first.</summary>
    public bool Returned => days.Count > 0 && days[^1].Day > 0;

    readonly List<UnitDay> days = new(1);

    internal void Add(DateTimeOffset at, in UnitCounts counts)
    {
        var day = Math.Max(0, (int)(at - FirstExposure).TotalDays);
        for (var i = days.Count - 1; i >= 0; i--)
        {
            if (days[i].Day == day)
            {
                days[i] = new UnitDay(day, days[i].Counts + counts);
                return;
            }
            if (days[i].Day < day)
            {
                days.Insert(i + 1, new UnitDay(day, counts));
                return;
            }
        }
        days.Insert(0, new UnitDay(day, counts));
    }

    internal void Restore(IEnumerable<UnitDay> stored) => days.AddRange(stored);
}

/// <summary>A unit's counts of one of its days.</summary>
/// <param name="Day">Whole days since its first exposure.</param>
public readonly record struct UnitDay(int Day, UnitCounts Counts);
