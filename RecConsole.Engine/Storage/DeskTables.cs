namespace RecConsole.Engine.Storage;

/// <summary>The tables on which the path of a change leaves its marks.</summary>
public sealed record DeskTables(DraftTable Drafts, PublicationTable Publications, StrategyTable Revisions, AuditTable Audit)
{
    public DeskTables(Database database) : this(new(database), new(database), new(database), new(database)) { }
}
