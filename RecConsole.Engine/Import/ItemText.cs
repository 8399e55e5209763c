using System.Collections.Frozen;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Import;

/// <summary>
/// One item as a file writes it: text by field. Both catalogue formats make their items here, so that they accept and refuse
/// the same.
/// </summary>
public sealed class ItemText
{
    /// <summary>The fields of a catalogue that a column map may name.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["id", "title", "category", "brand", "seller", "description", "price", "cost", "stock", "addedAt", "imageUrl"];

    readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> attributes = new(StringComparer.Ordinal);

    /// <summary>Sets a field; empty text is a field that is not known.</summary>
    public void Set(string field, string text)
    {
        if (text.Length > 0) values[field] = text;
    }

    public void SetAttribute(string name, string text)
    {
        if (name.Length > 0 && text.Length > 0) attributes[name] = text;
    }

    /// <summary>The item, or null with what is wrong.</summary>
    public Item? ToItem(bool decimalComma, out string reason, out string detail)
    {
        reason = detail = "";
        string? fault = null;
        var id = values.GetValueOrDefault("id");
        var title = values.GetValueOrDefault("title");
        if (id is null) fault = "id is missing";
        else if (id.Length > ItemId.MaxLength || id.Any(char.IsControl)) fault = $"id has {id.Length} characters; identifiers are 1 to {ItemId.MaxLength} printable characters";
        else if (title is null) fault = "title is missing";
        var price = Money("price");
        var cost = Money("cost");
        var stock = Stock();
        var addedAt = Time("addedAt");
        if (fault is not null)
        {
            (reason, detail) = ($"invalid {fault[..fault.IndexOf(' ')]}", fault);
            return null;
        }
        return new Item(new ItemId(id!), title!)
        {
            Category = values.GetValueOrDefault("category"),
            Brand = values.GetValueOrDefault("brand"),
            Seller = values.GetValueOrDefault("seller"),
            Description = values.GetValueOrDefault("description"),
            Price = price,
            Cost = cost,
            Stock = stock,
            AddedAt = addedAt,
            ImageUrl = values.GetValueOrDefault("imageUrl"),
            Attributes = attributes.ToFrozenDictionary(StringComparer.Ordinal),
        };

        decimal? Money(string field)
        {
            if (!values.TryGetValue(field, out var text)) return null;
            if (FieldText.TryDecimal(text, decimalComma, out var value) && value is >= 0 and <= Events.EventValidator.MaxPrice) return value;
            fault ??= $"{field} '{text}' is not a number from 0 to {Events.EventValidator.MaxPrice}";
            return null;
        }

        int? Stock()
        {
            if (!values.TryGetValue("stock", out var text)) return null;
            if (FieldText.TryWhole(text, out var value) && value >= 0) return value;
            fault ??= $"stock '{text}' is not a whole number from 0 on";
            return null;
        }

        DateTimeOffset? Time(string field)
        {
            if (!values.TryGetValue(field, out var text)) return null;
            if (FieldText.TryTimestamp(text, out var value)) return value;
            fault ??= $"{field} '{text}' is not ISO 8601, Unix seconds or Unix milliseconds";
            return null;
        }
    }
}
