using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Storage;

/// <summary>Appends slates to their log. Not thread-safe: whoever has the <see cref="WriteTurn"/> uses it.</summary>
sealed class SlateAppender(SqliteConnection connection) : IDisposable
{
    const string Sql =
        """
        insert into slate (id, served_at_ticks, placement, strategy, revision, model, user_id, session_id, experiment, variant,
          simulated, explored, seed, wanted, replays, latency_micros, context, degraded, slots, encoding, lab, phase, unit, teams)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
        """;

    readonly PreparedInsert insert = new(connection, Sql);
    readonly PreparedInsert exposure = new(connection, ExposureTable.Insert);
    readonly ArrayBufferWriter<byte> slots = new(1024);

    public void Append(LoggedSlate logged)
    {
        var slate = logged.Slate;
        insert.BindId(1, slate.Id.Value);
        insert.Bind(2, slate.ServedAt.UtcTicks);
        insert.Bind(3, slate.Placement);
        insert.Bind(4, slate.Strategy);
        insert.Bind(5, slate.Revision);
        insert.Bind(6, slate.Model);
        insert.Bind(7, slate.UserId?.Value);
        insert.Bind(8, slate.SessionId?.Value);
        insert.Bind(9, slate.Experiment);
        insert.Bind(10, slate.Variant);
        insert.Bind(11, slate.Simulated ? 1 : 0);
        insert.Bind(12, logged.Explored ? 1 : 0);
        insert.Bind(13, unchecked((long)slate.Seed));
        insert.Bind(14, logged.Wanted);
        insert.Bind(15, logged.Replays);
        insert.Bind(16, slate.LatencyMicros);
        insert.Bind(17, StoredContext.ToJson(logged.Context, logged.Exclude));
        if (slate.Degraded.Count > 0) insert.Bind(18, JsonSerializer.Serialize(slate.Degraded));
        slots.ResetWrittenCount();
        SlateCodec.WriteSlots(slate.Slots, slots);
        insert.Bind(19, slots.WrittenSpan);
        if (!logged.Encoding.IsEmpty) insert.Bind(20, MemoryMarshal.AsBytes(logged.Encoding.Span));
        insert.Bind(21, slate.Lab ? 1 : 0);
        if (slate.Phase is { } phase) insert.Bind(22, phase);
        insert.Bind(23, slate.Unit);
        if (slate.Teams.Count > 0) insert.Bind(24, SlateCodec.Letters(slate.Teams));
        insert.Execute();
        if (logged.Sample is { } sample)
            connection.Execute("insert into slate_sample (slate_seq, body) values (@seq, @body)", new { seq = insert.LastRow, body = SlateCodec.Sample(sample) });
        if (slate is { Unit: not null, Phase: not null, Lab: false }) Expose(slate); // last: the sample wants the slate's row
    }

    /// <summary>The first of a unit and variant stays, by the order of serving.</summary>
    void Expose(SlateRecord slate)
    {
        exposure.Bind(1, slate.Experiment);
        exposure.Bind(2, slate.Phase!.Value);
        exposure.Bind(3, slate.Unit);
        exposure.Bind(4, slate.Variant);
        exposure.Bind(5, slate.ServedAt.UtcTicks);
        exposure.Bind(6, slate.Simulated ? 1 : 0);
        exposure.Execute();
    }

    public void Dispose()
    {
        insert.Dispose();
        exposure.Dispose();
    }
}
