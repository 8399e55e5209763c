using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: anybody's events, one a row. Out: the history, with stand-ins for the items that it names. Without a session column
/// sessions are cut by a gap of 30 minutes; without a user column the session is the shopper.
/// </summary>
public sealed class EventsCsvReader : IShopReader
{
    public string Format => "events-csv";
    public string Description => "events of any shop: type, userId or sessionId, itemId, timestamp; more if known";
    public IReadOnlyList<string> Fields => EventColumns.Fields;
    public IReadOnlyList<string> RequiredFields => ["type", "itemId", "timestamp"];
    public IReadOnlyList<string> FileEndings => [".csv", ".tsv"];

    public ImportedShop Read(ImportReading reading)
    {
        var events = new List<ShopEvent>();
        var ids = new HashSet<EventId>();
        var lacksSessions = false;
        foreach (var path in reading.Paths)
        {
            using var rows = new CsvRows(reading.Open(path));
            var columns = new EventColumns(rows, reading.Columns, RequiredFields);
            lacksSessions |= !columns.HaveSessions;
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

    static ShopEvent? Accept(CsvRows rows, EventColumns columns, ImportReading reading, HashSet<EventId> ids)
    {
        var account = reading.Account;
        if (rows.Fault is { } fault)
        {
            account.Reject(fault, rows.Place);
            return null;
        }
        var draft = columns.Read($"events-csv-{account.RowsRead + 1:D6}", out var reason, out var detail);
        var accepted = draft is null ? null : reading.Validate(draft, out reason, out detail);
        if (accepted is null) account.Reject(reason, rows.Place, detail);
        else if (!ids.Add(accepted.Id)) account.Reject("duplicate eventId", rows.Place);
        else
        {
            account.Keep();
            return accepted;
        }
        return null;
    }
}
