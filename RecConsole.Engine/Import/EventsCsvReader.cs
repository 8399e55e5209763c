using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: anybody's events, one a row. Out: the history, with stand-ins for the items that it names. Without a session column
/// sessions are cut by a gap of 30 minutes; without a user column the session is the shopper.
/// </summary>
public sealed class EventsCsvReader : IShopReader
{
    const int EventId = 0, Type = 1, User = 2, Session = 3, ItemId = 4, Timestamp = 5, Quantity = 6, Price = 7, Query = 8, SlateId = 9, Position = 10, Dwell = 11, Rating = 12;

    static readonly string[] FieldNames =
        ["eventId", "type", "userId", "sessionId", "itemId", "timestamp", "quantity", "price", "query", "slateId", "position", "dwellSeconds", "rating"];

    public string Format => "events-csv";
    public string Description => "events of any shop: type, userId or sessionId, itemId, timestamp; more if known";
    public IReadOnlyList<string> Fields => FieldNames;
    public IReadOnlyList<string> RequiredFields => [FieldNames[Type], FieldNames[ItemId], FieldNames[Timestamp]];

    public ImportedShop Read(ImportReading reading)
    {
        var events = new List<ShopEvent>();
        var ids = new HashSet<EventId>();
        var lacksSessions = false;
        foreach (var path in reading.Paths)
        {
            using var rows = new CsvRows(reading.Open(path));
            var columns = new CsvColumns(rows, reading.Columns, FieldNames);
            // a shopper is named by either column
            string[] shopper = columns.Has(Session) ? [] : [FieldNames[User]];
            columns.Require([.. RequiredFields, .. shopper]);
            lacksSessions |= !columns.Has(Session);
            while (rows.Read())
            {
                if (Accept(rows, columns, reading, ids) is { } accepted) events.Add(accepted);
                reading.Advance();
            }
        }
        var history = EventOrder.OldestFirst(events);
        if (lacksSessions) history = SessionCutter.Cut(history);
        return new ImportedShop(Format, StandInItems.Of(history), history, reading.Account)
        {
            Scope = ImportScope.Events,
            Users = history.Select(e => e.UserId).Distinct().Count(),
            Notes = lacksSessions ? ["No session column: a shopper's session ends after 30 minutes without an event."] : [],
        };
    }

    static ShopEvent? Accept(CsvRows rows, CsvColumns columns, ImportReading reading, HashSet<EventId> ids)
    {
        var account = reading.Account;
        if (rows.Fault is { } fault)
        {
            account.Reject(fault, rows.Place);
            return null;
        }
        var draft = Draft(rows, columns, account.RowsRead + 1, out var reason, out var detail);
        var accepted = reason is null ? reading.Validate(draft!, out reason, out detail) : null;
        if (accepted is null) account.Reject(reason!, rows.Place, detail);
        else if (!ids.Add(accepted.Id)) account.Reject("duplicate eventId", rows.Place);
        else
        {
            account.Keep();
            return accepted;
        }
        return null;
    }

    static EventDraft? Draft(CsvRows rows, CsvColumns columns, long row, out string? reason, out string? detail)
    {
        reason = detail = null;
        var decimalComma = rows.Delimiter != ',';
        string? Optional(int field) => columns.Text(field) is { Length: > 0 } text ? text : null;
        string? fault = null;
        T? Parsed<T>(int field, string expected, TryParse<T> parse) where T : struct
        {
            if (Optional(field) is not { } text) return null;
            if (parse(text, out var value)) return value;
            fault ??= $"{FieldNames[field]} '{text}' is not {expected}";
            return null;
        }
        var timestamp = Parsed<DateTimeOffset>(Timestamp, "ISO 8601, Unix seconds or Unix milliseconds", FieldText.TryTimestamp);
        if (timestamp is null) fault ??= "timestamp is missing";
        var quantity = Parsed<int>(Quantity, "a whole number", FieldText.TryWhole);
        var price = Parsed<decimal>(Price, "a number", (string text, out decimal value) => FieldText.TryDecimal(text, decimalComma, out value));
        var position = Parsed<int>(Position, "a whole number", FieldText.TryWhole);
        var dwell = Parsed<decimal>(Dwell, "a number", (string text, out decimal value) => FieldText.TryDecimal(text, decimalComma, out value));
        var rating = Parsed<decimal>(Rating, "a number", (string text, out decimal value) => FieldText.TryDecimal(text, decimalComma, out value));
        if (fault is not null)
        {
            (reason, detail) = ($"invalid {fault[..fault.IndexOf(' ')]}", fault);
            return null;
        }
        var session = Optional(Session);
        return new EventDraft
        {
            EventId = Optional(EventId) ?? $"events-csv-{row:D6}",
            Type = EventTypeText.Normalize(columns.Text(Type)),
            UserId = Optional(User) ?? session,
            SessionId = columns.Has(Session) ? session ?? Optional(User) : SessionCutter.Uncut,
            ItemId = Optional(ItemId),
            Timestamp = timestamp,
            Quantity = quantity,
            Price = price,
            Query = Optional(Query),
            SlateId = Optional(SlateId),
            Position = position,
            DwellSeconds = (double?)dwell,
            Rating = (double?)rating,
        };
    }

    delegate bool TryParse<T>(string text, out T value);
}
