using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>What the shop is, by name.</summary>
public sealed class SettingTable(Database database)
{
    /// <summary>Where items and events come from: a <c>ShopSource</c> by name.</summary>
    public const string Source = "source";

    /// <summary>UTC ticks of the newest imported event, where the log is history.</summary>
    public const string HistoryEndTicks = "history-end-ticks";

    public string? Find(string name)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<string>("select value from setting where name = @name", new { name });
    }

    /// <summary>Sets inside a running transaction; null forgets.</summary>
    public static void Set(SqliteConnection connection, string name, string? value)
    {
        if (value is null) connection.Execute("delete from setting where name = @name", new { name });
        else
        {
            connection.Execute(
                "insert into setting (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", new { name, value });
        }
    }
}
