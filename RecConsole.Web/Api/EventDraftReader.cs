using System.Text.Json;
using RecConsole.Engine.Events;

namespace RecConsole.Web.Api;

/// <summary>Reads one element of the events array. A field of a wrong type spoils this event only: the reader goes on to its end.</summary>
ref struct EventDraftReader
{
    string? eventId, type, userId, sessionId, itemId, query, slateId, problem;
    DateTimeOffset? timestamp;
    int? quantity, position;
    decimal? price;
    double? dwellSeconds, rating;

    /// <summary>The reader stands on the element's first token, and on its last when this returns. Null with a reason when it is no event.</summary>
    public static EventDraft? Read(ref Utf8JsonReader json, out string? problem)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            problem = $"an event is an object, not {Named(json.TokenType)}";
            json.Skip();
            return null;
        }
        var fields = new EventDraftReader();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject) fields.ReadField(ref json);
        problem = fields.problem;
        return problem is null ? fields.ToDraft() : null;
    }

    readonly EventDraft ToDraft() => new()
    {
        EventId = eventId,
        Type = type,
        UserId = userId,
        SessionId = sessionId,
        ItemId = itemId,
        Timestamp = timestamp,
        Quantity = quantity,
        Price = price,
        Query = query,
        SlateId = slateId,
        Position = position,
        DwellSeconds = dwellSeconds,
        Rating = rating,
    };

    void ReadField(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped && !IsUnicode(ref json))
        {
            problem ??= "a field has a name that is not valid Unicode text";
            json.Read();
            json.Skip();
            return;
        }
        // the common fields first
        if (json.ValueTextEquals("eventId"u8)) eventId = Text(ref json, "eventId");
        else if (json.ValueTextEquals("type"u8)) type = Text(ref json, "type");
        else if (json.ValueTextEquals("userId"u8)) userId = Text(ref json, "userId");
        else if (json.ValueTextEquals("sessionId"u8)) sessionId = Text(ref json, "sessionId");
        else if (json.ValueTextEquals("itemId"u8)) itemId = Text(ref json, "itemId");
        else if (json.ValueTextEquals("timestamp"u8)) timestamp = Time(ref json);
        else if (json.ValueTextEquals("slateId"u8)) slateId = Text(ref json, "slateId");
        else if (json.ValueTextEquals("position"u8)) position = Whole(ref json, "position");
        else if (json.ValueTextEquals("quantity"u8)) quantity = Whole(ref json, "quantity");
        else if (json.ValueTextEquals("price"u8)) price = Money(ref json);
        else if (json.ValueTextEquals("query"u8)) query = Text(ref json, "query");
        else if (json.ValueTextEquals("dwellSeconds"u8)) dwellSeconds = Number(ref json, "dwellSeconds");
        else if (json.ValueTextEquals("rating"u8)) rating = Number(ref json, "rating");
        else
        {
            json.Read();
            json.Skip(); // fields that are not ours are the sender's business
        }
    }

    string? Text(ref Utf8JsonReader json, string field)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String) return Wrong<string?>(ref json, field, "text in quotes");
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong<string?>(ref json, field, "valid Unicode text"); // half a surrogate pair, or bytes that are not UTF-8
        }
    }

    int? Whole(ref Utf8JsonReader json, string field)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value) ? value : Wrong<int?>(ref json, field, "a whole number");
    }

    double? Number(ref Utf8JsonReader json, string field)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var value) ? value : Wrong<double?>(ref json, field, "a number");
    }

    decimal? Money(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        return json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var value) ? value : Wrong<decimal?>(ref json, "price", "a decimal number");
    }

    DateTimeOffset? Time(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String || !json.TryGetDateTime(out var value)) return Wrong<DateTimeOffset?>(ref json, "timestamp", "ISO 8601 in UTC, such as \"2026-01-31T12:00:00Z\"");
        // without an offset it is UTC, wherever the server stands
        return new DateTimeOffset(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime());
    }

    T? Wrong<T>(ref Utf8JsonReader json, string field, string right)
    {
        problem ??= $"{field} must be {right}";
        json.Skip();
        return default;
    }

    /// <summary>Whether the name or text that the reader stands on can be read at all: half a surrogate pair cannot.</summary>
    public static bool IsUnicode(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static string Named(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
