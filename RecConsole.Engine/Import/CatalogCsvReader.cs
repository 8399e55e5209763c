namespace RecConsole.Engine.Import;

/// <summary>In: anybody's catalogue, one item a row. Out: the items; columns that are no field become attributes by their names.</summary>
public sealed class CatalogCsvReader : IShopReader
{
    public string Format => "catalog-csv";
    public string Description => "a catalogue: id, title; category, brand, price, stock ... if known; other columns become attributes";
    public IReadOnlyList<string> Fields => ItemText.Fields;
    public IReadOnlyList<string> RequiredFields => ["id", "title"];
    public IReadOnlyList<string> FileEndings => [".csv", ".tsv"];

    public ImportedShop Read(ImportReading reading)
    {
        var items = new ItemCollector(reading.Account);
        foreach (var path in reading.Paths)
        {
            using var rows = new CsvRows(reading.Open(path));
            var columns = new CsvColumns(rows, reading.Columns, Fields).Require(RequiredFields);
            while (rows.Read())
            {
                if (rows.Fault is { } fault) reading.Account.Reject(fault, rows.Place);
                else items.Add(TextOf(rows, columns), decimalComma: rows.Delimiter != ',', () => rows.Place);
                reading.Advance();
            }
        }
        return new ImportedShop(Format, items.Items, [], reading.Account) { Scope = ImportScope.Catalog };
    }

    ItemText TextOf(CsvRows rows, CsvColumns columns)
    {
        var text = new ItemText();
        for (var field = 0; field < Fields.Count; field++) text.Set(Fields[field], columns.Text(field));
        foreach (var column in columns.Others) text.SetAttribute(rows.Header[column], rows[column].Trim());
        return text;
    }
}
