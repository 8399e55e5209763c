namespace RecConsole.Engine.Audit;

/// <summary>Which entries are wanted; null leaves a clause away.</summary>
/// <param name="Actor">The person's id or name.</param>
/// <param name="Subject">As in <see cref="AuditEntry.Subject"/>.</param>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment that no longer belongs to it.</param>
/// <param name="Before">Entries of lower number only: for the next page.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, long? Before = null);
