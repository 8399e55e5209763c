using RecConsole.Engine.Experiments;

namespace RecConsole.Engine.Storage;

/// <summary>A unit of an experiment as it lies in the database.</summary>
public sealed record StoredUnit
{
    public required string Unit { get; init; }
    public required long Arm { get; init; }
    public required long FirstTicks { get; init; }
    public required long LastTicks { get; init; }
    public required long OrderTicks { get; init; }
    public required bool IsInSeveral { get; init; }
    public required string Placement { get; init; }
    public required string Device { get; init; }
    /// <summary>As <see cref="UnitTable"/> writes them.</summary>
    public required byte[] Days { get; init; }
    /// <summary>Of an interleaved experiment, as <see cref="UnitTable"/> writes them; null in others.</summary>
    public byte[]? Teams { get; init; }

    internal static StoredUnit Of(string unit, UnitTally tally) => new()
    {
        Unit = unit,
        Arm = tally.Arm,
        FirstTicks = tally.FirstExposure.UtcTicks,
        LastTicks = tally.LastExposure.UtcTicks,
        OrderTicks = tally.LastOrder.UtcTicks,
        IsInSeveral = tally.IsInSeveral,
        Placement = tally.Placement,
        Device = tally.Device,
        Days = UnitTable.Write(tally.Days),
        Teams = UnitTable.Write(tally.Teams),
    };

    internal UnitTally ToTally()
    {
        var tally = new UnitTally((int)Arm, new DateTimeOffset(FirstTicks, TimeSpan.Zero))
        {
            Teams = UnitTable.ReadTeams(Teams), Placement = Placement, Device = Device, LastExposure = new DateTimeOffset(LastTicks, TimeSpan.Zero), LastOrder = new DateTimeOffset(OrderTicks, TimeSpan.Zero), IsInSeveral = IsInSeveral,
        };
        tally.Restore(UnitTable.ReadDays(Days));
        return tally;
    }
}
