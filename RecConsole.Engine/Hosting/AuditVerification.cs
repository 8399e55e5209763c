using RecConsole.Engine.Audit;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>In: a data directory (a server may have it). Out: whether its audit log is as it was entered.</summary>
public static class AuditVerification
{
    /// <param name="head">A hash noted earlier that must still be in the chain, or null.</param>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    public static AuditVerdict Run(string dataDirectory, string? head, TimeProvider time)
    {
        using var database = Database.Open(dataDirectory, time);
        return new AuditTable(database).Verify(head);
    }
}
