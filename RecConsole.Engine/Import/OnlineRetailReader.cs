using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: the UCI Online Retail file. Out: one purchase for each row that is one, and the catalogue that the rows imply
/// (<see cref="RetailCatalog"/>). One pass; a row counts under the first of: duplicate (every field repeats an
/// earlier row), cancellation (the invoice starts with C), fee or postage code (<see cref="RetailCodes"/>), unreadable,
/// non-positive price or quantity; else it is kept. Kept rows without a customer are the session of an anonymous shopper, one per invoice.
/// </summary>
public sealed class OnlineRetailReader : IShopReader
{
    public const string Duplicate = "duplicate";
    public const string Cancellation = "cancellation";
    public const string Fee = "fee or postage code";
    public const string NonPositive = "non-positive price or quantity";

    /// <summary>All of them are required.</summary>
    public static readonly IReadOnlyList<string> ColumnNames = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    public string Format => "online-retail";
    public string Description => "the UCI Online Retail invoices (CSV)";
    public IReadOnlyList<string> Fields => [];
    public IReadOnlyList<string> RequiredFields => [];
    public IReadOnlyList<string> FileEndings => [".csv"];

    public ImportedShop Read(ImportReading reading)
    {
        var history = new History(reading);
        foreach (var path in reading.Paths)
        {
            using var rows = new CsvRows(reading.Open(path));
            var columns = new CsvColumns(rows, ColumnMap.Empty, ColumnNames).Require(ColumnNames, isMappable: false);
            while (rows.Read())
            {
                history.Add(rows, columns);
                reading.Advance();
            }
        }
        return history.ToShop(Format);
    }

    /// <summary>The eight fields of a row as they stand, one string per distinct value.</summary>
    readonly record struct Row(
        string Invoice, string Code, string Description, string Quantity, string Date, string Price, string Customer, string Country);

    sealed class History(ImportReading reading)
    {
        readonly StringPool pool = new();
        readonly HashSet<Row> seen = [];
        readonly RetailCatalog catalog = new();
        readonly List<ShopEvent> events = [];
        readonly HashSet<string> customers = new(StringComparer.Ordinal);
        readonly HashSet<string> anonymousInvoices = new(StringComparer.Ordinal);
        long keptWithoutCustomer;

        public void Add(CsvRows rows, CsvColumns columns)
        {
            var account = reading.Account;
            if (rows.Fault is { } fault)
            {
                account.Reject(fault, rows.Place);
                return;
            }
            string Field(int index) => columns.Raw(index);
            var row = new Row(Field(0), Field(1), Field(2), Field(3), Field(4), Field(5), Field(6), Field(7));
            var code = pool.Get(RetailCodes.Normalize(row.Code));
            if (!seen.Add(row)) account.Reject(Duplicate, rows.Place);
            else if (row.Invoice.StartsWith('C')) account.Reject(Cancellation, rows.Place);
            else if (!RetailCodes.AreGoods(code)) account.Reject(Fee, rows.Place);
            else if (Parse(row, out var quantity, out var price, out var at) is { } unreadable) account.Reject("unreadable", rows.Place, unreadable);
            else if (price <= 0 || quantity <= 0) account.Reject(NonPositive, rows.Place);
            else Keep(rows, row, code, quantity, price, at);
        }

        void Keep(CsvRows rows, in Row row, string code, int quantity, decimal price, DateTimeOffset at)
        {
            var customer = row.Customer.EndsWith(".0", StringComparison.Ordinal) ? pool.Get(row.Customer[..^2]) : row.Customer;
            var isAnonymous = customer.Length == 0;
            if (isAnonymous) customer = pool.Get($"anonymous-{row.Invoice}");
            var purchase = reading.Validate(new EventDraft
            {
                EventId = $"online-retail-{reading.Account.RowsRead + 1:D6}",
                Type = "purchase",
                UserId = customer,
                SessionId = isAnonymous ? customer : row.Invoice,
                ItemId = code,
                Timestamp = at,
                Quantity = quantity,
                Price = price,
            }, out var reason, out var detail);
            if (purchase is null)
            {
                reading.Account.Reject(reason, rows.Place, detail);
                return;
            }
            reading.Account.Keep();
            events.Add(purchase);
            catalog.Add(code, row.Description, price, at);
            if (!isAnonymous) customers.Add(customer);
            else
            {
                keptWithoutCustomer++;
                anonymousInvoices.Add(row.Invoice);
            }
        }

        public ImportedShop ToShop(string format) => new(format, catalog.ToItems(), EventOrder.OldestFirst(events), reading.Account)
        {
            Users = customers.Count,
            Figures = new Dictionary<string, long> { ["keptWithoutCustomer"] = keptWithoutCustomer, ["anonymousSessions"] = anonymousInvoices.Count },
            Notes =
            [
                "Rows without a customer are kept as anonymous sessions, one per invoice.",
                "Titles are the most frequent description, prices the median charged; categories are derived from the words of the description.",
            ],
        };
    }

    /// <summary>What cannot be read, or null.</summary>
    static string? Parse(in Row row, out int quantity, out decimal price, out DateTimeOffset at)
    {
        (price, at) = (0, default);
        if (!FieldText.TryWhole(row.Quantity, out quantity)) return $"Quantity '{row.Quantity}' is not a whole number";
        if (!FieldText.TryDecimal(row.Price, false, out price)) return $"UnitPrice '{row.Price}' is not a number";
        return FieldText.TryTimestamp(row.Date, out at) ? null : $"InvoiceDate '{row.Date}' is not yyyy-MM-dd HH:mm:ss";
    }
}
