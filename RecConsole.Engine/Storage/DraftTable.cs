using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Storage;

/// <summary>The drafts of strategies, one a key.</summary>
public sealed class DraftTable(Database database)
{
    /// <summary>Keeps a draft in the place of that of its key, inside a running transaction.</summary>
    public static void Put(SqliteConnection connection, StrategyDraft draft) => connection.Execute(
        """
        insert into strategy_draft (key, based_on, version, state, author, author_name, editors, updated_at_ticks, note, reviewed_by, publish_at_ticks, time_zone, scheduled_by, content)
        values (@Key, @BasedOn, @Version, @state, @Author, @AuthorName, @editors, @updatedAtTicks, @Note, @ReviewedBy, @publishAtTicks, @TimeZone, @ScheduledBy, @content)
        on conflict (key) do update set based_on = excluded.based_on, version = excluded.version, state = excluded.state, author = excluded.author,
          author_name = excluded.author_name, editors = excluded.editors, updated_at_ticks = excluded.updated_at_ticks, note = excluded.note,
          reviewed_by = excluded.reviewed_by, publish_at_ticks = excluded.publish_at_ticks, time_zone = excluded.time_zone,
          scheduled_by = excluded.scheduled_by, content = excluded.content
        """,
        new
        {
            draft.Key, draft.BasedOn, draft.Version, state = draft.State.ToString(), draft.Author, draft.AuthorName, editors = JsonSerializer.Serialize(draft.Editors),
            updatedAtTicks = draft.UpdatedAt.UtcTicks, draft.Note, draft.ReviewedBy, publishAtTicks = draft.PublishAt?.UtcTicks, draft.TimeZone, draft.ScheduledBy,
            content = StrategyJson.Write(draft.Content),
        });

    /// <summary>Forgets the draft of a key, inside a running transaction.</summary>
    public static void Delete(SqliteConnection connection, string key) => connection.Execute("delete from strategy_draft where key = @key", new { key });

    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<StrategyDraft> ReadAll()
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>(
            """
            select key as Key, based_on as BasedOn, version as Version, state as State, author as Author, author_name as AuthorName, editors as Editors,
              updated_at_ticks as UpdatedAtTicks, note as Note, reviewed_by as ReviewedBy, publish_at_ticks as PublishAtTicks, time_zone as TimeZone,
              scheduled_by as ScheduledBy, content as Content
            from strategy_draft order by key
            """).Select(row => row.ToDraft()).ToList();
    }

    sealed class Row
    {
        public required string Key { get; init; }
        public required int BasedOn { get; init; }
        public required long Version { get; init; }
        public required string State { get; init; }
        public required string Author { get; init; }
        public required string AuthorName { get; init; }
        public required string Editors { get; init; }
        public required long UpdatedAtTicks { get; init; }
        public string? Note { get; init; }
        public string? ReviewedBy { get; init; }
        public long? PublishAtTicks { get; init; }
        public string? TimeZone { get; init; }
        public string? ScheduledBy { get; init; }
        public required string Content { get; init; }

        public StrategyDraft ToDraft()
        {
            try
            {
                return new StrategyDraft(Key, BasedOn, StrategyJson.Read(Content), Version)
                {
                    State = Enum.Parse<DraftState>(State),
                    Author = Author,
                    AuthorName = AuthorName,
                    Editors = [.. JsonSerializer.Deserialize<string[]>(Editors)!],
                    UpdatedAt = new DateTimeOffset(UpdatedAtTicks, TimeSpan.Zero),
                    Note = Note,
                    ReviewedBy = ReviewedBy,
                    PublishAt = PublishAtTicks is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
                    TimeZone = TimeZone,
                    ScheduledBy = ScheduledBy,
                };
            }
            catch (Exception fault) when (fault is JsonException or ArgumentException)
            {
                throw new StoreException(
                    $"The draft of the strategy '{Key}' cannot be read: {fault.Message} Start the version of RecConsole that kept it, or restore the database from a backup.", fault);
            }
        }
    }
}
