using System.Security.Cryptography;
using System.Text;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the long query of any page. Out: a short id under which everybody of the shop finds it again, also after a restart.
/// The id is of the content: the same view has the same id, and what an id shows never changes. The newest
/// <see cref="Kept"/> in use stay, about 1 KB each; opening one counts as use.
/// </summary>
public sealed class SharedViews(Database database, SharedViewTable table, TimeProvider time)
{
    public const int Kept = 20_000;

    /// <summary>Longer queries are not kept: no browser sends them either.</summary>
    public const int MaxQueryLength = 32_768;

    /// <summary>50 bits of the hash: among 20,000 views two share an id once in five million shops, and then the later one gets a longer id.</summary>
    const int Characters = 10;

    const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648, lower case

    static readonly TimeSpan NotedEvery = TimeSpan.FromDays(1);

    /// <summary>Keeps a query (with its question mark); null when it is longer than <see cref="MaxQueryLength"/>.</summary>
    public async Task<string?> KeepAsync(string page, string query, CancellationToken cancellation = default)
    {
        if (query.Length > MaxQueryLength) return null;
        var digits = Base32(SHA256.HashData(Encoding.UTF8.GetBytes($"{page}\n{query}")));
        for (var length = Characters; length <= digits.Length; length++)
        {
            var id = digits[..length];
            var known = table.Find(id);
            if (known is not null && (known.Page != page || known.Query != query)) continue;
            if (known is null || time.GetUtcNow() - known.UsedAt > NotedEvery) await PutAsync(id, page, query, cancellation);
            return id;
        }
        return null;
    }

    /// <summary>What an id stands for; null when it stands for nothing (any more).</summary>
    public async Task<SharedView?> FindAsync(string id, CancellationToken cancellation = default)
    {
        if (table.Find(id) is not { } view) return null;
        if (time.GetUtcNow() - view.UsedAt > NotedEvery) await PutAsync(id, view.Page, view.Query, cancellation);
        return view;
    }

    async Task PutAsync(string id, string page, string query, CancellationToken cancellation)
    {
        using var turn = await database.EnterAsync(cancellation);
        turn.Commit(connection =>
        {
            SharedViewTable.Put(connection, id, page, query, time.GetUtcNow());
            SharedViewTable.Trim(connection, Kept);
        });
    }

    static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = buffer << 8 | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[buffer >> (bits - 5) & 31]);
            buffer &= (1 << bits) - 1;
        }
        return text.ToString();
    }
}
