using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RecConsole.Engine.Audit;

/// <summary>
/// Chains entries by their hashes, so that none can be changed, taken out or put between unnoticed: an entry's hash is
/// SHA-256 over the JSON array of its fields in the order of <see cref="AuditEntry"/>, the hash of the entry before among
/// them. Entries cut off at the end leave a chain that is whole: note the last hash elsewhere to notice that too.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first entry names as the hash before it.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>The next entry after <paramref name="last"/> (null: the first).</summary>
    public static AuditEntry Next(AuditEntry? last, AuditChange change, DateTimeOffset at)
    {
        var entry = new AuditEntry(
            (last?.Number ?? 0) + 1, at.ToUniversalTime(), change.Actor, change.ActorName, change.Role, change.Action, change.Subject,
            change.Before, change.After, change.Reason, last?.Hash ?? Start, Hash: "");
        return entry with { Hash = HashOf(entry) };
    }

    /// <summary>SHA-256 of everything but <see cref="AuditEntry.Hash"/>.</summary>
    public static string HashOf(AuditEntry entry)
    {
        string?[] fields =
        [
            entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Actor, entry.ActorName,
            entry.Role, entry.Action, entry.Subject, entry.Before, entry.After, entry.Reason, entry.PreviousHash,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields))));
    }

    /// <summary>Walks entries in their order and stops at the first that is not what was entered.</summary>
    /// <param name="head">A hash noted earlier: without it in the chain, entries were cut off at the end or all was written anew.</param>
    public static AuditVerdict Verify(IEnumerable<AuditEntry> entries, string? head = null)
    {
        AuditEntry? last = null;
        var meets = head is null || head == Start;
        foreach (var entry in entries)
        {
            // the number that should have come: of a missing entry its own
            if (ProblemOf(entry, last) is { } problem) return new AuditVerdict(last?.Number ?? 0, last?.Hash ?? Start, (last?.Number ?? 0) + 1, problem);
            last = entry;
            meets |= entry.Hash == head;
        }
        var (count, end) = (last?.Number ?? 0, last?.Hash ?? Start);
        return meets
            ? new AuditVerdict(count, end, null, null)
            : new AuditVerdict(count, end, count + 1, $"No entry has the hash {head}: entries after {count} were cut off, or all was written anew.");
    }

    static string? ProblemOf(AuditEntry entry, AuditEntry? last)
    {
        var expected = (last?.Number ?? 0) + 1;
        if (entry.Number != expected) return $"Entry {expected} is missing: after {expected - 1} comes {entry.Number}.";
        if (entry.PreviousHash != (last?.Hash ?? Start)) return $"Entry {entry.Number} does not follow entry {expected - 1}: it names another hash before it.";
        return entry.Hash == HashOf(entry) ? null : $"Entry {entry.Number} is not as it was entered: its content does not give its hash.";
    }
}
