using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>The columns of one file of events, and its current row as an <see cref="EventDraft"/>.</summary>
public sealed class EventColumns
{
    const int EventId = 0, Type = 1, User = 2, Session = 3, ItemId = 4, Timestamp = 5, Quantity = 6, Price = 7, Query = 8,
        SlateId = 9, Position = 10, DwellSeconds = 11, Rating = 12;

    /// <summary>The fields that a column map may name.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["eventId", "type", "userId", "sessionId", "itemId", "timestamp", "quantity", "price", "query", "slateId", "position", "dwellSeconds", "rating"];

    readonly CsvColumns columns;
    readonly bool decimalComma;
    string? fault;

    /// <exception cref="ImportFailedException">A required field, or both names of the shopper, have no column.</exception>
    public EventColumns(CsvRows rows, ColumnMap map, IReadOnlyList<string> required)
    {
        columns = new CsvColumns(rows, map, Fields);
        columns.Require(HaveSessions ? required : [.. required, Fields[User]]);
        decimalComma = rows.Delimiter != ',';
    }

    /// <summary>Whether the file says which visit an event belongs to.</summary>
    public bool HaveSessions => columns.Has(Session);

    /// <summary>The current row, or null with what is wrong: the kind of fault and the very words.</summary>
    /// <param name="defaultId">Id of the event where the file gives none.</param>
    public EventDraft? Read(string defaultId, out string reason, out string? detail)
    {
        fault = null;
        var session = Text(Session);
        var draft = new EventDraft
        {
            EventId = Text(EventId) ?? defaultId,
            Type = EventTypeText.Normalize(columns.Text(Type)),
            UserId = Text(User) ?? session,
            SessionId = HaveSessions ? session ?? Text(User) : SessionCutter.Uncut,
            ItemId = Text(ItemId),
            Timestamp = Time(),
            Quantity = Whole(Quantity),
            Price = Number(Price),
            Query = Text(Query),
            SlateId = Text(SlateId),
            Position = Whole(Position),
            DwellSeconds = (double?)Number(DwellSeconds),
            Rating = (double?)Number(Rating),
        };
        reason = fault is null ? "" : $"invalid {fault[..fault.IndexOf(' ')]}";
        detail = fault;
        return fault is null ? draft : null;
    }

    string? Text(int field) => columns.Text(field) is { Length: > 0 } text ? text : null;

    DateTimeOffset? Time()
    {
        if (Text(Timestamp) is not { } text) return Fail<DateTimeOffset>("timestamp is missing");
        return FieldText.TryTimestamp(text, out var time) ? time : Fail<DateTimeOffset>($"timestamp '{text}' is not ISO 8601, Unix seconds or Unix milliseconds");
    }

    int? Whole(int field)
    {
        if (Text(field) is not { } text) return null;
        return FieldText.TryWhole(text, out var value) ? value : Fail<int>($"{Fields[field]} '{text}' is not a whole number");
    }

    decimal? Number(int field)
    {
        if (Text(field) is not { } text) return null;
        return FieldText.TryDecimal(text, decimalComma, out var value) ? value : Fail<decimal>($"{Fields[field]} '{text}' is not a number");
    }

    T? Fail<T>(string problem) where T : struct
    {
        fault ??= problem;
        return null;
    }
}
