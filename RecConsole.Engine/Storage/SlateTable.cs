using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Storage;

/// <summary>The log of slates, oldest first, bounded by <see cref="Trim"/>.</summary>
public sealed class SlateTable(Database database)
{
    const string Columns =
        """
        seq, id, served_at_ticks as ServedAtTicks, placement, strategy, revision, model, user_id as UserId, session_id as SessionId, experiment, variant,
          simulated, explored, seed, wanted, replays, latency_micros as LatencyMicros, context, degraded, slots, encoding, lab, phase, unit, teams
        """;

    /// <summary>Without what only replays read.</summary>
    static readonly string LightColumns = Columns.Replace("context,", "null as context,", StringComparison.Ordinal).Replace(", encoding", ", null as encoding", StringComparison.Ordinal);

    /// <summary>Rows that <see cref="Trim"/> takes at once: a turn to write is held for some milliseconds.</summary>
    const int TrimmedAtOnce = 5_000;

    /// <summary>Appends inside a running transaction.</summary>
    public static void Append(SqliteConnection connection, IEnumerable<LoggedSlate> slates)
    {
        using var appender = new SlateAppender(connection);
        foreach (var slate in slates) appender.Append(slate);
    }

    public static void DeleteAll(SqliteConnection connection) => connection.Execute("delete from slate_sample; delete from slate");

    /// <summary>
    /// Takes the oldest beyond what is kept, a few at a time, inside a running transaction; returns whether there is more to take.
    /// </summary>
    public static bool Trim(SqliteConnection connection, int slatesKept, int samplesKept)
    {
        var samples = connection.Execute(
            """
            delete from slate_sample where slate_seq in (
              select slate_seq from slate_sample where slate_seq <= (select slate_seq from slate_sample order by slate_seq desc limit 1 offset @kept)
              order by slate_seq limit @most)
            """, new { kept = samplesKept, most = TrimmedAtOnce });
        // seq grows by one with each slate, and only the oldest are ever taken
        var slates = connection.Execute("delete from slate where seq in (select seq from slate where seq <= (select max(seq) from slate) - @kept order by seq limit @most)",
            new { kept = slatesKept, most = TrimmedAtOnce });
        connection.Execute("delete from slate_sample where slate_seq < (select min(seq) from slate)");
        return samples == TrimmedAtOnce || slates == TrimmedAtOnce;
    }

    /// <summary>A slate with its sample, or null when the log does not have it (any more).</summary>
    public LoggedSlate? Find(SlateId id)
    {
        using var connection = database.OpenReader();
        if (connection.QuerySingleOrDefault<Row>($"select {Columns} from slate where id = @id", new { id = StoredId.ToParameter(id.Value) }) is not { } row) return null;
        var sample = connection.QuerySingleOrDefault<byte[]>("select body from slate_sample where slate_seq = @Seq", row);
        return row.ToSlate(static text => text) with { Sample = sample is null ? null : SlateCodec.ReadSample(sample, static text => text) };
    }

    /// <summary>All slates in the order in which they were served, one in memory at a time.</summary>
    public IEnumerable<SlateRecord> ReadAll()
    {
        using var connection = database.OpenReader();
        var known = new KnownStrings();
        foreach (var row in connection.Query<Row>($"select {LightColumns} from slate order by seq", buffered: false)) yield return row.ToSlate(known.Get).Slate;
    }

    /// <summary>The slates that an experiment served after one moment and before another, in the order in which they were served.</summary>
    public IEnumerable<SlateRecord> ReadExposing(DateTimeOffset after, DateTimeOffset before)
    {
        using var connection = database.OpenReader();
        var known = new KnownStrings();
        foreach (var row in connection.Query<Row>(
            $"select {Columns} from slate where phase is not null and served_at_ticks > @after and served_at_ticks < @before order by seq", new { after = after.UtcTicks, before = before.UtcTicks }, buffered: false))
            yield return row.ToSlate(known.Get).Slate;
    }

    /// <summary>The latest sampled slates, newest first.</summary>
    public IEnumerable<LoggedSlate> ReadSamples(int count)
    {
        using var connection = database.OpenReader();
        var known = new KnownStrings();
        var rows = connection.Query<Row>(
            $"select {Columns}, body from slate_sample join slate on seq = slate_seq order by slate_seq desc limit @count", new { count }, buffered: false);
        foreach (var row in rows) yield return row.ToSlate(known.Get) with { Sample = SlateCodec.ReadSample(row.Body!, known.Get) };
    }

    /// <summary>Kinds of requests since a moment, each with how many there were, and when the log begins; played ones left out. A pass over the slates since then: half a second at 500,000.</summary>
    public (IReadOnlyList<(string Placement, RequestContext Context, long Count)> Kinds, DateTimeOffset? LogBegins) ReadRequestKinds(DateTimeOffset since)
    {
        using var connection = database.OpenReader();
        var kinds = connection.Query<(string Placement, string? Context, long Count)>(
            "select placement, context, count(*) from slate where served_at_ticks >= @since and lab = 0 group by placement, context", new { since = since.UtcTicks });
        var begins = connection.ExecuteScalar<long?>("select served_at_ticks from slate order by seq limit 1");
        return ([.. kinds.Select(kind => (kind.Placement, StoredContext.Read(kind.Context).Context, kind.Count))], begins is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
    }

    /// <summary>Who asked for the latest slates and where, the newest first; what was played in the lab left out.</summary>
    public IReadOnlyList<(UserId? User, SessionId? Session, string Placement, RequestContext Context)> ReadLatestRequests(int count)
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<(string? User, string? Session, string Placement, string? Context)>(
                "select user_id, session_id, placement, context from slate where lab = 0 order by seq desc limit @count", new { count })
            .Select(row => ((UserId?)(row.User is { } user ? new UserId(user) : null), (SessionId?)(row.Session is { } session ? new SessionId(session) : null), row.Placement, StoredContext.Read(row.Context).Context))];
    }

    public (long Slates, long Samples) Count()
    {
        using var connection = database.OpenReader();
        return connection.QuerySingle<(long, long)>("select (select count(*) from slate), (select count(*) from slate_sample)");
    }

    /// <summary>The log repeats few items and columns millions of times: each is one string in memory.</summary>
    sealed class KnownStrings
    {
        readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

        public string Get(string text)
        {
            if (known.TryGetValue(text, out var same)) return same;
            known.Add(text, text);
            return text;
        }
    }

    sealed class Row
    {
        public long Seq { get; init; }
        public required object Id { get; init; }
        public long ServedAtTicks { get; init; }
        public required string Placement { get; init; }
        public required string Strategy { get; init; }
        public required string Revision { get; init; }
        public required string Model { get; init; }
        public string? UserId { get; init; }
        public string? SessionId { get; init; }
        public string? Experiment { get; init; }
        public string? Variant { get; init; }
        public int? Phase { get; init; }
        public string? Unit { get; init; }
        public bool Simulated { get; init; }
        public bool Lab { get; init; }
        public bool Explored { get; init; }
        public long Seed { get; init; }
        public int Wanted { get; init; }
        public int Replays { get; init; }
        public long LatencyMicros { get; init; }
        public string? Context { get; init; }
        public string? Degraded { get; init; }
        public required byte[] Slots { get; init; }
        public byte[]? Encoding { get; init; }
        public string? Teams { get; init; }
        public byte[]? Body { get; init; }

        public LoggedSlate ToSlate(Func<string, string> known)
        {
            var (context, exclude) = StoredContext.Read(Context);
            return new LoggedSlate(
                new SlateRecord(new SlateId(StoredId.FromColumn(Id)), new DateTimeOffset(ServedAtTicks, TimeSpan.Zero), known(Placement), known(Strategy), known(Revision), known(Model))
                {
                    UserId = UserId is null ? null : new UserId(UserId),
                    SessionId = SessionId is null ? null : new SessionId(SessionId),
                    Experiment = Experiment,
                    Variant = Variant,
                    Phase = Phase,
                    Unit = Unit,
                    Seed = unchecked((ulong)Seed),
                    Slots = SlateCodec.ReadSlots(Slots, known),
                    Teams = SlateCodec.ReadTeams(Teams),
                    Simulated = Simulated,
                    Lab = Lab,
                    Degraded = Degraded is null ? [] : JsonSerializer.Deserialize<string[]>(Degraded)!,
                    LatencyMicros = LatencyMicros,
                    Device = context.Device,
                }, context)
            {
                Wanted = Wanted,
                Exclude = exclude,
                Explored = Explored,
                Replays = Replays,
                Encoding = SlateCodec.ReadFloats(Encoding),
            };
        }
    }
}
