using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Experiments;

namespace RecConsole.Engine.Storage;

/// <summary>
/// First exposures, one row a unit and variant of a phase, written with the slate that shows it. About 60 bytes each; never
/// trimmed, unlike the slates, so that an experiment of weeks knows its units after the log has turned over.
/// </summary>
public sealed class ExposureTable(Database database)
{
    internal const string Insert = "insert or ignore into exposure (experiment, phase, unit, variant, first_at_ticks, simulated) values (?1, ?2, ?3, ?4, ?5, ?6)";

    /// <summary>All of one phase, one in memory at a time, in no order that means anything.</summary>
    public IEnumerable<Exposure> Read(string experiment, int phase)
    {
        using var connection = database.OpenReader();
        foreach (var (unit, variant, firstAtTicks, simulated) in connection.Query<(string, string, long, bool)>(
            "select unit, variant, first_at_ticks, simulated from exposure where experiment = @experiment and phase = @phase", new { experiment, phase }, buffered: false))
            yield return new Exposure(unit, variant, new DateTimeOffset(firstAtTicks, TimeSpan.Zero), simulated);
    }

    /// <summary>Units by variant of one phase.</summary>
    public IReadOnlyDictionary<string, long> Count(string experiment, int phase)
    {
        using var connection = database.OpenReader();
        return connection.Query<(string Variant, long Units)>("select variant, count(*) from exposure where experiment = @experiment and phase = @phase group by variant", new { experiment, phase })
            .ToDictionary(row => row.Variant, row => row.Units, StringComparer.Ordinal);
    }

    /// <summary>Forgets all, inside a running transaction: another shop takes the place of the one whose units they are.</summary>
    internal static void DeleteAll(SqliteConnection connection) => connection.Execute("delete from exposure");
}
