using Microsoft.Data.Sqlite;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>In whose name a revision goes live, how and why.</summary>
/// <param name="Alongside">Runs in the same transaction as the publication; what it throws undoes both.</param>
public sealed record PublicationNote(Person By, PublicationKind Kind = PublicationKind.Published, string? Reason = null, Action<SqliteConnection>? Alongside = null)
{
    /// <summary>What RecConsole does by itself.</summary>
    public static PublicationNote BySystem(string reason) => new(Person.System, Reason: reason);
}
