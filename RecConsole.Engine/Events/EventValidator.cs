using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Events;

/// <summary>
/// In: an <see cref="EventDraft"/>. Out: a <see cref="ShopEvent"/>, or the first reason why not, in words that say what
/// would be right. Pure but for the clock. An item that the catalogue does not know (yet) is accepted: events may overtake
/// the catalogue, and nothing accepted is lost.
/// </summary>
public sealed class EventValidator(TimeProvider time)
{
    public const int MaxIdLength = 128;
    public const int MaxQueryLength = 512;
    public const int MaxQuantity = 1_000_000;
    public const decimal MaxPrice = 1_000_000_000m;

    /// <summary>How far a sender's clock may run ahead.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>Earliest time stamp that is believed: an older one is a unit error (seconds for milliseconds) or an unset clock.</summary>
    public static readonly DateTimeOffset EarliestTimestamp = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the event, or null and the reason.</summary>
    public ShopEvent? Validate(EventDraft draft, EventOrigin origin, out string? reason)
    {
        var now = time.GetUtcNow();
        reason = Problem(draft, now);
        if (reason is not null) return null;
        EventKindNames.TryParse(draft.Type, out var kind);
        return new ShopEvent(
            draft.EventId is { } id ? new EventId(id) : EventId.NewTimeOrdered(now),
            kind, new UserId(draft.UserId!), new SessionId(draft.SessionId!), (draft.Timestamp ?? now).ToUniversalTime())
        {
            ItemId = draft.ItemId is { } item ? new ItemId(item) : null,
            Quantity = draft.Quantity ?? 1,
            Price = draft.Price,
            Query = draft.Query,
            SlateId = draft.SlateId is { } slate ? new SlateId(slate) : null,
            Position = draft.Position,
            DwellSeconds = draft.DwellSeconds,
            Rating = draft.Rating,
            Origin = origin,
        };
    }

    static string? Problem(EventDraft draft, DateTimeOffset now)
    {
        if (!EventKindNames.TryParse(draft.Type, out var kind))
            return $"type '{draft.Type}' is not known; it is one of {EventKindNames.All}";
        if (IdProblem("userId", draft.UserId, required: true) is { } user) return user;
        if (IdProblem("sessionId", draft.SessionId, required: true) is { } session) return session;
        if (IdProblem("eventId", draft.EventId, required: false) is { } id) return id;
        if (IdProblem("slateId", draft.SlateId, required: false) is { } slate) return slate;
        if (IdProblem("itemId", draft.ItemId, required: kind != EventKind.Search) is { } item) return item;
        if (kind == EventKind.Search && string.IsNullOrWhiteSpace(draft.Query)) return "query is missing; a search event carries the text that was searched";
        if (draft.Query is { Length: > MaxQueryLength }) return $"query has {draft.Query.Length} characters; at most {MaxQueryLength} are kept";
        if (draft.Timestamp is { } at)
        {
            if (at > now + MaxClockSkew) return $"timestamp {at:O} is in the future; the server's clock says {now:O}";
            if (at < EarliestTimestamp) return $"timestamp {at:O} is before {EarliestTimestamp:yyyy}; it must be ISO 8601 in UTC";
        }
        if (draft.Quantity is < 1 or > MaxQuantity) return $"quantity {draft.Quantity} must lie between 1 and {MaxQuantity}";
        if (draft.Price is < 0 or > MaxPrice) return $"price {draft.Price} must lie between 0 and {MaxPrice}";
        if (draft.Position is < 1) return $"position {draft.Position} must be 1 or more; the first slot is 1";
        if (draft.DwellSeconds is { } dwell && !(dwell is >= 0 and <= 86_400)) return $"dwellSeconds {dwell} must lie between 0 and 86400";
        if (draft.Rating is { } stars && !double.IsFinite(stars)) return "rating must be a finite number";
        return null;
    }

    static string? IdProblem(string field, string? value, bool required)
    {
        if (value is null) return required ? $"{field} is missing" : null;
        if (value.Length is 0 or > MaxIdLength) return $"{field} has {value.Length} characters; identifiers have 1 to {MaxIdLength}";
        foreach (var c in value)
            if (char.IsControl(c)) return $"{field} holds a control character; identifiers are printable text";
        return null;
    }
}
