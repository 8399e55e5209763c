using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>
/// Brings a database to the schema of this program: the embedded <c>Migrations/NNNN_name.sql</c> in order, each in one
/// transaction with the record that it ran.
/// </summary>
static class Migrator
{
    const string Folder = ".Storage.Migrations.";

    /// <exception cref="StoreException">The database was written by a newer program.</exception>
    public static void Migrate(SqliteConnection connection, TimeProvider time)
    {
        connection.Execute("create table if not exists migration (name text primary key, applied_at text not null)");
        var applied = connection.Query<string>("select name from migration").ToHashSet(StringComparer.Ordinal);
        var known = Known();
        var unknown = applied.Where(name => known.All(migration => migration.Name != name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new StoreException(
                $"The database {connection.DataSource} was written by a newer RecConsole (it knows the schema steps {string.Join(", ", unknown)}, this program does not). "
                + "Start that version, or name another directory with --data.");
        }
        foreach (var (name, sql) in known.Where(migration => !applied.Contains(migration.Name)))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(sql, transaction: transaction);
            connection.Execute("insert into migration (name, applied_at) values (@name, @at)", new { name, at = time.GetUtcNow().ToString("O") }, transaction);
            transaction.Commit();
        }
    }

    static List<(string Name, string Sql)> Known()
    {
        var assembly = typeof(Migrator).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => (NameOf(resource), Read(assembly, resource)))
            .OrderBy(migration => migration.Item1, StringComparer.Ordinal).ToList();
    }

    static string NameOf(string resource) => resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^".sql".Length];

    static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
