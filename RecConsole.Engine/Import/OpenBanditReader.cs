using System.Collections.Frozen;
using System.Globalization;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: a log of the Open Bandit Dataset (Saito et al. 2020, arXiv 2008.07146), and the item context beside it if it is given. Out: an
/// impression for each row, and a click where it was clicked. The file names no shoppers, only the four features that they
/// share: each combination is one shopper here; nor visits: each row is one of its own. Which file is which is told by its columns.
/// </summary>
public sealed class OpenBanditReader : IShopReader
{
    /// <summary>Of a log; all of them are required.</summary>
    public static readonly IReadOnlyList<string> LogColumns = ["timestamp", "item_id", "position", "click", "user_feature_0", "user_feature_1", "user_feature_2", "user_feature_3"];

    const string ItemColumn = "item_id";
    const string ContextColumn = "item_feature_0";

    public string Format => "open-bandit";
    public string Description => "a log of the Open Bandit Dataset (CSV), with its item_context beside it if you have it";
    public IReadOnlyList<string> Fields => [];
    public IReadOnlyList<string> RequiredFields => [];
    public IReadOnlyList<string> FileEndings => [".csv"];

    public ImportedShop Read(ImportReading reading)
    {
        var (events, shoppers) = (new List<ShopEvent>(), new HashSet<string>(StringComparer.Ordinal));
        var context = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var path in reading.Paths)
        {
            using var rows = new CsvRows(reading.Open(path));
            if (rows.Header.Contains(ContextColumn) && !rows.Header.Contains("click")) ReadContext(reading, rows, context);
            else ReadLog(reading, rows, events, shoppers);
        }
        var history = EventOrder.OldestFirst(events);
        var items = StandInItems.Of(history).Select(item => context.TryGetValue(item.Id.Value, out var features) ? item with { Attributes = features } : item).ToList();
        return new ImportedShop(Format, items, history, reading.Account)
        {
            Users = shoppers.Count,
            Figures = new Dictionary<string, long> { ["clicks"] = events.Count(e => e.Kind == EventKind.Click), ["itemsWithContext"] = items.Count(item => item.Attributes.Count > 0) },
            Notes =
            [
                "The log names no shoppers: each combination of the four user features is one.",
                "It names no visits: each row is one of its own, so nothing can be learned from the order of rows.",
                "Propensities are not imported: ask ope for off-policy estimates.",
            ],
        };
    }

    static void ReadLog(ImportReading reading, CsvRows rows, List<ShopEvent> events, HashSet<string> shoppers)
    {
        var columns = new CsvColumns(rows, ColumnMap.Empty, LogColumns).Require(LogColumns, isMappable: false);
        while (rows.Read())
        {
            Keep(reading, rows, columns, events, shoppers);
            reading.Advance();
        }
    }

    static void Keep(ImportReading reading, CsvRows rows, CsvColumns columns, List<ShopEvent> events, HashSet<string> shoppers)
    {
        var account = reading.Account;
        if (rows.Fault is { } fault)
        {
            account.Reject(fault, rows.Place);
            return;
        }
        if (Parse(columns, out var at, out var position, out var isClick) is { } unreadable)
        {
            account.Reject("unreadable", rows.Place, unreadable);
            return;
        }
        var shopper = string.Create(CultureInfo.InvariantCulture, $"group-{StableHash.Of(string.Join('|', Enumerable.Range(4, 4).Select(columns.Text))):x16}");
        var shown = new EventDraft
        {
            EventId = $"open-bandit-{account.RowsRead + 1:D6}",
            Type = "impression",
            UserId = shopper,
            SessionId = $"open-bandit-{account.RowsRead + 1:D6}",
            ItemId = columns.Text(1),
            Timestamp = at,
            Position = position,
        };
        if (reading.Validate(shown, out var reason, out var detail) is not { } impression)
        {
            account.Reject(reason, rows.Place, detail);
            return;
        }
        account.Keep();
        shoppers.Add(shopper);
        events.Add(impression);
        if (isClick && reading.Validate(shown with { EventId = $"{shown.EventId}-click", Type = "click" }, out _, out _) is { } click) events.Add(click);
    }

    /// <summary>What cannot be read, or null.</summary>
    static string? Parse(CsvColumns columns, out DateTimeOffset at, out int position, out bool isClick)
    {
        (position, isClick) = (0, false);
        if (!FieldText.TryTimestamp(columns.Text(0), out at)) return $"timestamp '{columns.Text(0)}' is no ISO 8601 time";
        if (!FieldText.TryWhole(columns.Text(2), out position) || position < 1) return $"position '{columns.Text(2)}' is not a whole number from 1";
        if (!FieldText.TryWhole(columns.Text(3), out var clicks) || clicks is not (0 or 1)) return $"click '{columns.Text(3)}' is neither 0 nor 1";
        isClick = clicks == 1;
        return null;
    }

    /// <summary>The features of items become attributes under their columns' names.</summary>
    static void ReadContext(ImportReading reading, CsvRows rows, Dictionary<string, FrozenDictionary<string, string>> context)
    {
        var columns = new CsvColumns(rows, ColumnMap.Empty, [ItemColumn]).Require([ItemColumn], isMappable: false);
        while (rows.Read())
        {
            var id = rows.Fault is null ? columns.Text(0) : "";
            if (rows.Fault is { } fault) reading.Account.Reject(fault, rows.Place);
            else if (id.Length == 0) reading.Account.Reject("no item_id", rows.Place);
            else
            {
                context[id] = columns.Others.Where(column => rows.Header[column].StartsWith("item_feature", StringComparison.Ordinal) && rows[column].Length > 0)
                    .ToFrozenDictionary(column => rows.Header[column], column => rows[column], StringComparer.Ordinal);
                reading.Account.Keep();
            }
            reading.Advance();
        }
    }
}
