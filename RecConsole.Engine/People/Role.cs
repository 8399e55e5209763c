namespace RecConsole.Engine.People;

/// <summary>What a person is to the shop; what each may do stands in <see cref="RolePolicy"/>. Kept by name: never rename.</summary>
public enum Role
{
    /// <summary>Sees the console, changes nothing.</summary>
    Viewer,
    /// <summary>Tunes drafts and sends them for review.</summary>
    Merchandiser,
    /// <summary>Reviews, publishes, schedules and rolls back.</summary>
    Publisher,
    /// <summary>Measures: sees the record of who changed what.</summary>
    Analyst,
    /// <summary>Everything, people included.</summary>
    Admin,
}
