using System.Text.Json;
using System.Text.Json.Serialization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Storage;

/// <summary>Where a slate was asked for and what it was not to show, as JSON; null when nothing was said.</summary>
static class StoredContext
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    sealed record Stored(string? Category, string? Query, string? ItemId, string? Locale, string? Device, string? Segment, string[]? Exclude);

    public static string? ToJson(RequestContext context, IReadOnlyList<ItemId> exclude)
    {
        if (context == RequestContext.None && exclude.Count == 0) return null;
        return JsonSerializer.Serialize(new Stored(context.Category, context.Query, context.ItemId?.Value, context.Locale, context.Device, context.Segment,
            exclude.Count == 0 ? null : [.. exclude.Select(item => item.Value)]), Options);
    }

    public static (RequestContext Context, IReadOnlyList<ItemId> Exclude) Read(string? json)
    {
        if (json is null || JsonSerializer.Deserialize<Stored>(json, Options) is not { } stored) return (RequestContext.None, []);
        return (new RequestContext
        {
            Category = stored.Category,
            Query = stored.Query,
            ItemId = stored.ItemId is { } item ? new ItemId(item) : null,
            Locale = stored.Locale,
            Device = stored.Device,
            Segment = stored.Segment,
        }, [.. (stored.Exclude ?? []).Select(id => new ItemId(id))]);
    }
}
