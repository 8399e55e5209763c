using System.Globalization;
using System.Text.Json;
using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Api;

/// <summary>
/// In: a JSON object with some fields of an item. Out: the item with these fields changed, or the first reason why not.
/// A JSON merge patch (RFC 7396): a field that is not named stays, null takes the value away.
/// </summary>
sealed class ItemPatch
{
    public const int MaxTitleLength = 512;
    const int MaxNameLength = 256;
    const int MaxDescriptionLength = 10_000;
    const int MaxUrlLength = 2048;
    const int MaxAttributes = 100;
    const int MaxAttributeLength = 1024;
    const decimal MaxMoney = 1_000_000_000m;
    const string Shape = "an item is an object such as {\"id\": \"...\", \"title\": \"...\", \"price\": 9.90}";
    const string NotUnicode = "a name or a text is not valid Unicode";
    const string Fields = "id, title, category, brand, seller, description, price, cost, stock, addedAt, imageUrl, active, attributes";

    Item item;
    string? problem;

    ItemPatch(Item item) => this.item = item;

    /// <summary>The item with the fields of the patch, or null and the reason.</summary>
    /// <param name="known">The item as it is, or null where the patch makes it: then it needs a title.</param>
    public static Item? Apply(Item? known, ItemId id, JsonElement patch, out string? problem)
    {
        var result = new ItemPatch(known ?? new Item(id, ""));
        problem = patch.ValueKind == JsonValueKind.Object ? result.SetAll(patch) : Shape;
        return problem is null ? result.item : null;
    }

    /// <summary>The id that an object names, or null and the reason.</summary>
    public static ItemId? IdOf(JsonElement item, out string? problem)
    {
        problem = Shape;
        if (item.ValueKind != JsonValueKind.Object) return null;
        try
        {
            problem = !item.TryGetProperty("id", out var value) || value.ValueKind == JsonValueKind.Null ? "id is missing"
                : value.ValueKind != JsonValueKind.String ? "id must be text in quotes"
                : IdProblem(value.GetString()!);
            return problem is null ? new ItemId(value.GetString()!) : null;
        }
        catch (InvalidOperationException)
        {
            problem = NotUnicode;
            return null;
        }
    }

    public static string? IdProblem(string id)
    {
        if (id.Length is 0 or > ItemId.MaxLength) return $"id has {id.Length} characters; identifiers have 1 to {ItemId.MaxLength}";
        return id.Any(char.IsControl) ? "id holds a control character; identifiers are printable text" : null;
    }

    string? SetAll(JsonElement patch)
    {
        try
        {
            foreach (var field in patch.EnumerateObject()) Set(field);
        }
        catch (InvalidOperationException)
        {
            problem ??= NotUnicode;
        }
        return problem ?? (item.Title.Length == 0 ? "title is missing; a new item needs one" : null);
    }

    void Set(JsonProperty field)
    {
        var value = field.Value;
        item = field.Name switch
        {
            "id" => IdOf(field, value),
            "title" => item with { Title = Text(field, MaxTitleLength) is { } title && title.Trim().Length > 0 ? title : Fail(field, "text with at least one letter", "") },
            "category" => item with { Category = Text(field, MaxNameLength) },
            "brand" => item with { Brand = Text(field, MaxNameLength) },
            "seller" => item with { Seller = Text(field, MaxNameLength) },
            "description" => item with { Description = Text(field, MaxDescriptionLength) },
            "price" => item with { Price = Money(field) },
            "cost" => item with { Cost = Money(field) },
            "stock" => item with { Stock = Stock(field) },
            "addedAt" => item with { AddedAt = Time(field) },
            "imageUrl" => item with { ImageUrl = Url(field) },
            "active" => item with { Active = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Fail(field, "true or false", true) },
            "attributes" => item with { Attributes = Attributes(field) },
            _ => Unknown(field),
        };
    }

    Item IdOf(JsonProperty field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() == item.Id.Value ? item : Fail(field, $"'{item.Id}', as the item is addressed", item);

    Item Unknown(JsonProperty field)
    {
        problem ??= $"{field.Name} is not a field of an item; those are {Fields}";
        return item;
    }

    string? Text(JsonProperty field, int maxLength)
    {
        if (field.Value.ValueKind == JsonValueKind.Null) return null;
        if (field.Value.ValueKind != JsonValueKind.String) return Fail<string?>(field, "text in quotes", null);
        var text = field.Value.GetString()!;
        return text.Length <= maxLength ? text : Fail<string?>(field, $"at most {maxLength} characters long, not {text.Length}", null);
    }

    decimal? Money(JsonProperty field)
    {
        if (field.Value.ValueKind == JsonValueKind.Null) return null;
        return field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDecimal(out var money) && money is >= 0 and <= MaxMoney
            ? money
            : Fail<decimal?>(field, $"a number between 0 and {MaxMoney}", null);
    }

    int? Stock(JsonProperty field)
    {
        if (field.Value.ValueKind == JsonValueKind.Null) return null;
        return field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out var units) && units >= 0
            ? units
            : Fail<int?>(field, "a whole number of 0 or more", null);
    }

    DateTimeOffset? Time(JsonProperty field)
    {
        if (field.Value.ValueKind == JsonValueKind.Null) return null;
        return field.Value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            field.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : Fail<DateTimeOffset?>(field, "ISO 8601 in UTC, such as \"2026-01-31T12:00:00Z\"", null);
    }

    string? Url(JsonProperty field)
    {
        if (Text(field, MaxUrlLength) is not { } text) return null;
        return text.StartsWith('/') || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? text
            : Fail<string?>(field, "an address that begins with https://, http:// or /", null);
    }

    /// <summary>Merged too: a name with null goes, names that are not there stay.</summary>
    IReadOnlyDictionary<string, string> Attributes(JsonProperty field)
    {
        if (field.Value.ValueKind == JsonValueKind.Null) return new Dictionary<string, string>();
        if (field.Value.ValueKind != JsonValueKind.Object) return Fail(field, "an object of names and values", item.Attributes);
        var merged = new Dictionary<string, string>(item.Attributes, StringComparer.Ordinal);
        foreach (var attribute in field.Value.EnumerateObject())
        {
            var (name, value) = (attribute.Name, attribute.Value);
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (value.ValueKind == JsonValueKind.Null) merged.Remove(name);
            else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return Fail(field, $"an object of names and plain values, and the value of '{name}' is none", item.Attributes);
            else if (name.Length is 0 or > MaxNameLength || text.Length > MaxAttributeLength)
                return Fail(field, $"of names of 1 to {MaxNameLength} and values of at most {MaxAttributeLength} characters", item.Attributes);
            else merged[name] = text;
        }
        return merged.Count <= MaxAttributes ? merged : Fail(field, $"at most {MaxAttributes} of them, not {merged.Count}", item.Attributes);
    }

    T Fail<T>(JsonProperty field, string right, T otherwise)
    {
        problem ??= $"{field.Name} must be {right}";
        return otherwise;
    }
}
