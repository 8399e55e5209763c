using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: what people want of segments, or of campaigns. Out: the same in the database as another version, with its audit entry in the
/// same transaction, then in memory, where the next request (or refresh of the signals) sees it; or a refusal that says what
/// would be right. At start, before any request, memory is as the database says. An import that replaces the shop leaves
/// them alone, as it does strategies.
/// </summary>
public sealed class TargetDesk<T>(TargetKind<T> kind, Database database, TargetTable table, TimeProvider time) : IHostedService where T : class, ITarget
{
    volatile ImmutableSortedDictionary<string, Kept<T>> kept = ImmutableSortedDictionary.Create<string, Kept<T>>(StringComparer.Ordinal);

    /// <summary>After something changed, on the thread that changed it: hand over, and do not throw.</summary>
    public event Action? Changed;

    /// <summary>Segments in their order, campaigns by key.</summary>
    public IReadOnlyList<Kept<T>> All => [.. kept.Values.OrderBy(one => kind.PlaceOf(one.Content))];

    public Kept<T>? Find(string key) => kept.GetValueOrDefault(key);

    /// <exception cref="StoreException">One cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Remember(kept.SetItems(table.ReadLatest<T>(kind.Noun).Select(one => KeyValuePair.Create(one.Content.Key, one))));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Adds one (<paramref name="expectedVersion"/> 0), or changes the version that the person has seen.</summary>
    /// <param name="reason">In the person's words, for the audit log.</param>
    public async Task<TargetAnswer<T>> SaveAsync(T content, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default)
    {
        if (!who.May(TargetPolicy.ToChange)) return NotAllowed(who);
        if (content.Problem() is { } problem) return Refuse(DeskRefusal.Invalid, problem);
        using var turn = await database.EnterAsync(cancellation);
        var was = Find(content.Key);
        if ((was?.Version ?? 0) != expectedVersion) return Stale(content.Key, was, expectedVersion);
        if (was is null && kept.Count >= kind.Most) return Refuse(DeskRefusal.NotNow, $"There are {kind.Most} {kind.Noun}s, and no more are taken: remove one that is no longer used.");

        var written = kind.Arrange([.. kept.Values.Select(one => one.Content)], content);
        if (was is not null && written.Count == 1 && TargetJson.Write(written[0]) == TargetJson.Write(was.Content)) return new TargetAnswer<T>(was);
        var at = time.GetUtcNow();
        var saved = turn.Commit(connection => written.Select(one => Keep(connection, one, who, at, reason)).ToList());
        Remember(kept.SetItems(saved.Select(one => KeyValuePair.Create(one.Content.Key, one))));
        return new TargetAnswer<T>(saved[0]);
    }

    /// <summary>Takes one away, from the next request on; its versions stay in the database.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public async Task<TargetAnswer<T>> RemoveAsync(string key, long expectedVersion, Person who, string? reason = null, CancellationToken cancellation = default)
    {
        if (!who.May(TargetPolicy.ToChange)) return NotAllowed(who);
        using var turn = await database.EnterAsync(cancellation);
        if (Find(key) is not { } was)
            return expectedVersion == 0 || table.FindRemoval(kind.Noun, key) is null ? Refuse(DeskRefusal.NotFound, Unknown(key)) : Stale(key, null, expectedVersion);
        if (was.Version != expectedVersion) return Stale(key, was, expectedVersion);
        turn.Commit(connection =>
        {
            var at = time.GetUtcNow();
            TargetTable.Append<T>(connection, kind.Noun, key, null, who, at);
            AuditTable.Append(connection, who, kind.Removed, SubjectOf(key), at, TargetJson.Write(was.Content), null, reason);
        });
        Remember(kept.Remove(key));
        return new TargetAnswer<T>();
    }

    /// <summary>That there is none of a key, and which there are.</summary>
    public string Unknown(string key) =>
        $"There is no {kind.Noun} '{key}'; {(kept.IsEmpty ? "there is none yet" : $"there are {string.Join(", ", kept.Keys)}")}.";

    Kept<T> Keep(SqliteConnection connection, T content, Person who, DateTimeOffset at, string? reason)
    {
        var was = Find(content.Key);
        var version = TargetTable.Append(connection, kind.Noun, content.Key, content, who, at);
        AuditTable.Append(connection, who, was is null ? kind.Added : kind.Changed, SubjectOf(content.Key), at,
            was is null ? null : TargetJson.Write(was.Content), TargetJson.Write(content), reason);
        return new Kept<T>(content, version, at, who.Name);
    }

    string SubjectOf(string key) => $"{kind.Noun}:{key}";

    void Remember(ImmutableSortedDictionary<string, Kept<T>> next)
    {
        kept = next;
        kind.Show([.. next.Values.Select(one => one.Content)]);
        Changed?.Invoke();
    }

    TargetAnswer<T> Stale(string key, Kept<T>? theirs, long seen)
    {
        var sentence = theirs is null
            ? table.FindRemoval(kind.Noun, key) is { } removal
                ? $"{removal.ByName} removed the {kind.Noun} '{key}' at {At(removal.At)}; save it with version 0 to add it again."
                : $"There is no {kind.Noun} '{key}' of version {seen}; save it with version 0 to add it."
            : seen == 0 ? $"There is a {kind.Noun} '{key}' already, by {theirs.ChangedBy}; choose another key, or change its version {theirs.Version}."
            : $"{theirs.ChangedBy} changed the {kind.Noun} '{key}' at {At(theirs.ChangedAt)}: it is at version {theirs.Version}, and yours was made from {seen}. Look at it again and save what you want of it with version {theirs.Version}.";
        return Refuse(DeskRefusal.Stale, sentence) with { Theirs = theirs };
    }

    static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    static TargetAnswer<T> NotAllowed(Person who) => Refuse(DeskRefusal.NotAllowed, RolePolicy.Missing(TargetPolicy.ToChange, who.Role));

    static TargetAnswer<T> Refuse(DeskRefusal refusal, string sentence) => new(Refusal: refusal, Sentence: sentence);
}
