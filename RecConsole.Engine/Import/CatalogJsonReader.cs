using System.Text.Json;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: products as a JSON array of objects, or one object a line. Out: the items; properties that are no field become
/// attributes by their names.
/// </summary>
public sealed class CatalogJsonReader : IShopReader
{
    /// <summary>Names that catalogues give to our fields, apart from the fields' own.</summary>
    static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "title", ["product_name"] = "title", ["sku"] = "id", ["product_id"] = "id", ["item_id"] = "id",
        ["current_stock"] = "stock", ["quantity_in_stock"] = "stock", ["image"] = "imageUrl", ["image_url"] = "imageUrl",
        ["added_at"] = "addedAt", ["created_at"] = "addedAt",
    };

    public string Format => "catalog-json";
    public string Description => "a catalogue as a JSON array of objects, or one object a line; id and title or name; other properties become attributes";
    public IReadOnlyList<string> Fields => [];
    public IReadOnlyList<string> RequiredFields => [];
    public IReadOnlyList<string> FileEndings => [".json", ".jsonl", ".ndjson"];

    public ImportedShop Read(ImportReading reading)
    {
        var items = new ItemCollector(reading.Account);
        foreach (var path in reading.Paths)
        {
            using var start = ImportStream.Open(path);
            var isArray = JsonObjects.IsArray(start);
            using var stream = reading.Open(path);
            var number = 0L;
            foreach (var product in JsonObjects.Read(stream, isArray))
            {
                number++;
                RowPlace Place() => new(stream.Name, number, product.GetRawText());
                if (product.ValueKind != JsonValueKind.Object) reading.Account.Reject("not an object", Place());
                else items.Add(TextOf(product), decimalComma: false, Place);
                reading.Advance();
            }
        }
        return new ImportedShop(Format, items.Items, [], reading.Account) { Scope = ImportScope.Catalog };
    }

    static ItemText TextOf(JsonElement product)
    {
        var text = new ItemText();
        foreach (var property in product.EnumerateObject())
        {
            var value = Plain(property.Value).Trim();
            var field = ItemText.Fields.FirstOrDefault(name => string.Equals(name, property.Name, StringComparison.OrdinalIgnoreCase))
                ?? OtherNames.GetValueOrDefault(property.Name);
            if (field is null || (field == "imageUrl" && !IsAddress(value))) text.SetAttribute(property.Name, value);
            else text.Set(field, value);
        }
        return text;
    }

    static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
        _ => value.GetRawText(),
    };

    /// <summary>A bare file name leads nowhere from a page: it stays an attribute.</summary>
    static bool IsAddress(string text) =>
        text.StartsWith('/') || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "data");
}
