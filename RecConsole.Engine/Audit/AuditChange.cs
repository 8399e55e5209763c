namespace RecConsole.Engine.Audit;

/// <summary>A change before it is entered: what <see cref="AuditEntry"/> says of it but for its place in the chain.</summary>
public sealed record AuditChange(string Actor, string ActorName, string Role, string Action, string Subject)
{
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? Reason { get; init; }
}
