namespace RecConsole.Engine.Audit;

/// <summary>Who changed what, when and why. Each entry holds the hash of the one before: see <see cref="AuditChain"/>.</summary>
/// <param name="Number">Counts from 1, without a gap.</param>
/// <param name="Actor">The person's id.</param>
/// <param name="ActorName">What the person was called then.</param>
/// <param name="Role">In what role the person acted.</param>
/// <param name="Action">What was done: see <see cref="AuditAction"/>.</param>
/// <param name="Subject">What it was done to, as <c>strategy:KEY</c>, <c>segment:KEY</c>, <c>campaign:KEY</c> or <c>person:ID</c>.</param>
/// <param name="Before">The state before as JSON; null for none.</param>
/// <param name="After">The state after as JSON; null for none.</param>
/// <param name="Reason">In the person's words, or null.</param>
/// <param name="Hash">SHA-256 over all the others, 64 hex digits.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset At, string Actor, string ActorName, string Role, string Action, string Subject,
    string? Before, string? After, string? Reason, string PreviousHash, string Hash);
