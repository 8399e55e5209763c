using System.Buffers.Binary;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Experiments;

namespace RecConsole.Engine.Storage;

/// <summary>The units of experiments as they were counted, how far of the logs that went, and what earlier looks found.</summary>
public sealed class UnitTable(Database database)
{
    const int DayBytes = 48;
    const int TeamBytes = 24;

    /// <summary>Writes units over what was stored of them, inside a running transaction.</summary>
    public static void Store(SqliteConnection connection, string experiment, int phase, IReadOnlyList<StoredUnit> units) => connection.Execute(
        """
        insert into experiment_unit (experiment, phase, unit, arm, first_ticks, last_ticks, order_ticks, several, placement, device, days, teams)
        values (@experiment, @phase, @Unit, @Arm, @FirstTicks, @LastTicks, @OrderTicks, @IsInSeveral, @Placement, @Device, @Days, @Teams)
        on conflict (experiment, phase, unit) do update set last_ticks = excluded.last_ticks, order_ticks = excluded.order_ticks, several = excluded.several, days = excluded.days, teams = excluded.teams
        """, units.Select(unit => new { experiment, phase, unit.Unit, unit.Arm, unit.FirstTicks, unit.LastTicks, unit.OrderTicks, unit.IsInSeveral, unit.Placement, unit.Device, unit.Days, unit.Teams }));

    /// <summary>That all events up to the newest, and all slates up to a moment, are in what is stored; inside a running transaction.</summary>
    public static void Mark(SqliteConnection connection, DateTimeOffset slates) => connection.Execute(
        "insert into experiment_mark (id, event_seq, slate_ticks) values (1, (select coalesce(max(seq), 0) from event), @ticks) on conflict (id) do update set event_seq = excluded.event_seq, slate_ticks = excluded.slate_ticks",
        new { ticks = slates.UtcTicks });

    public static void Append(SqliteConnection connection, string experiment, int phase, ResultPoint look) => connection.Execute(
        "insert or replace into experiment_look (experiment, phase, at_ticks, content) values (@experiment, @phase, @ticks, @content)",
        new { experiment, phase, ticks = look.At.UtcTicks, content = JsonSerializer.Serialize(look, ExperimentJson.Options) });

    /// <summary>Forgets all, inside a running transaction: another shop takes the place of the one whose units they are.</summary>
    internal static void DeleteAll(SqliteConnection connection) => connection.Execute("delete from experiment_unit; delete from experiment_mark; delete from experiment_look");

    /// <summary>All units of one phase, one in memory at a time.</summary>
    public IEnumerable<StoredUnit> Read(string experiment, int phase)
    {
        using var connection = database.OpenReader();
        foreach (var unit in connection.Query<StoredUnit>(
            """
            select unit as Unit, arm as Arm, first_ticks as FirstTicks, last_ticks as LastTicks, order_ticks as OrderTicks, several as IsInSeveral, placement as Placement, device as Device, days as Days, teams as Teams
            from experiment_unit where experiment = @experiment and phase = @phase
            """, new { experiment, phase }, buffered: false)) yield return unit;
    }

    /// <summary>Place in the log of the newest event, and time of the newest slate, that the stored units have seen.</summary>
    public (long EventSeq, DateTimeOffset Slates) ReadMark()
    {
        using var connection = database.OpenReader();
        var (seq, ticks) = connection.QuerySingleOrDefault<(long, long)>("select event_seq, slate_ticks from experiment_mark");
        return (seq, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<ResultPoint> ReadLooks(string experiment, int phase)
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<string>("select content from experiment_look where experiment = @experiment and phase = @phase order by at_ticks", new { experiment, phase })
            .Select(content => JsonSerializer.Deserialize<ResultPoint>(content, ExperimentJson.Options)!)];
    }

    /// <summary>48 bytes a day, little-endian: day, six counts, then revenue, margin and latency; float where a count's precision is enough.</summary>
    internal static byte[] Write(IReadOnlyList<UnitDay> days)
    {
        var bytes = new byte[days.Count * DayBytes];
        for (var i = 0; i < days.Count; i++)
        {
            var at = bytes.AsSpan(i * DayBytes, DayBytes);
            var counts = days[i].Counts;
            ReadOnlySpan<int> numbers = [days[i].Day, counts.Slates, counts.Impressions, counts.Clicks, counts.Carts, counts.Orders, counts.Categories];
            for (var n = 0; n < numbers.Length; n++) BinaryPrimitives.WriteInt32LittleEndian(at[(4 * n)..], numbers[n]);
            BinaryPrimitives.WriteSingleLittleEndian(at[28..], (float)counts.LatencyMs);
            BinaryPrimitives.WriteDoubleLittleEndian(at[32..], counts.Revenue);
            BinaryPrimitives.WriteDoubleLittleEndian(at[40..], counts.Margin);
        }
        return bytes;
    }

    /// <summary>Six numbers of 4 bytes, little-endian: slots, firsts and credit of both teams; null where nothing was interleaved.</summary>
    internal static byte[]? Write(in TeamCounts teams)
    {
        if (teams == default) return null;
        var bytes = new byte[TeamBytes];
        ReadOnlySpan<int> numbers = [teams.SlotsA, teams.SlotsB, teams.FirstA, teams.FirstB, teams.CreditA, teams.CreditB];
        for (var n = 0; n < numbers.Length; n++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * n), numbers[n]);
        return bytes;
    }

    internal static TeamCounts ReadTeams(byte[]? bytes)
    {
        if (bytes is not { Length: TeamBytes }) return default;
        int Number(int n) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4 * n));
        return new TeamCounts(Number(0), Number(1), Number(2), Number(3), Number(4), Number(5));
    }

    internal static IEnumerable<UnitDay> ReadDays(byte[] bytes)
    {
        for (var i = 0; i + DayBytes <= bytes.Length; i += DayBytes)
        {
            int Number(int n) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i + 4 * n));
            yield return new UnitDay(Number(0), new UnitCounts(Number(1), Number(2), Number(3), Number(4), Number(5),
                BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i + 32)), BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i + 40)), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i + 28)), Number(6)));
        }
    }
}
