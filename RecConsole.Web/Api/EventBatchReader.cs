using System.Text.Json;
using RecConsole.Engine.Events;

namespace RecConsole.Web.Api;

/// <summary>
/// In: the bytes of a body. Out: its events, each parsed and validated on its own. Costs about 2 µs an event; no tree of
/// the document is built.
/// </summary>
static class EventBatchReader
{
    const string Shape = "the body is {\"events\": [{\"type\": \"view\", \"userId\": \"...\", \"sessionId\": \"...\", \"itemId\": \"...\"}]}";

    /// <exception cref="RefusedBodyException">The body is not JSON, has no events, or more than are taken at once.</exception>
    public static EventBatch Read(ReadOnlySpan<byte> body, EventValidator validator, int maxEvents)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            var batch = Find(ref json) ? ReadEvents(ref json, validator, maxEvents) : null;
            while (json.Read()) { } // the rest must be JSON too
            if (batch is null) throw new RefusedBodyException(400, $"events is missing: {Shape}");
            return batch.Events.Count + batch.Rejected.Count > 0
                ? batch
                : throw new RefusedBodyException(400, "events is empty: send at least one");
        }
        catch (JsonException malformed)
        {
            throw new RefusedBodyException(400,
                $"The body is not valid JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}; nothing of it was taken: {Shape}");
        }
    }

    /// <summary>Moves to the start of the array that <c>events</c> names.</summary>
    static bool Find(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = (!json.ValueIsEscaped || EventDraftReader.IsUnicode(ref json)) && json.ValueTextEquals("events"u8);
            json.Read();
            if (wanted && json.TokenType == JsonTokenType.StartArray) return true;
            if (wanted && json.TokenType != JsonTokenType.Null) throw new RefusedBodyException(400, $"events must be an array: {Shape}");
            json.Skip();
        }
        return false;
    }

    static EventBatch ReadEvents(ref Utf8JsonReader json, EventValidator validator, int maxEvents)
    {
        var batch = new EventBatch(new(Math.Min(maxEvents, 512)), []);
        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == maxEvents) throw new RefusedBodyException(413, $"A batch holds at most {maxEvents} events; send the rest in further batches. Nothing of this one was taken");
            var draft = EventDraftReader.Read(ref json, out var problem);
            var e = draft is null ? null : validator.Validate(draft, EventOrigin.Live, out problem);
            if (e is not null) batch.Events.Add(e);
            else batch.Rejected.Add(new Rejection(index, problem!));
        }
        return batch;
    }
}
