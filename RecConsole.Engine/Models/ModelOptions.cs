using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>In: options by name in camelCase, nested objects as such; only what differs from the defaults. Out: a model's settings, or what is wrong with them.</summary>
static class ModelOptions
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="ArgumentException">A name that the model does not have, or a value of another type.</exception>
    public static T Parse<T>(JsonObject changes) where T : class, IModelSettings, new()
    {
        var settings = JsonSerializer.SerializeToNode(new T(), Strict)!.AsObject();
        var known = string.Join(", ", settings.Select(pair => pair.Key));
        try
        {
            Merge(settings, changes);
            return settings.Deserialize<T>(Strict)!;
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException(known.Length == 0
                ? "This model has no options."
                : $"Option {wrong.Path?.TrimStart('$', '.')} is unknown or of another type; there are {known}.", wrong);
        }
    }

    /// <summary>The same, each value within its range.</summary>
    /// <exception cref="ArgumentException">Also a value that is out of its range.</exception>
    public static T Read<T>(JsonObject changes) where T : class, IModelSettings, new()
    {
        var settings = Parse<T>(changes);
        settings.Validate();
        return settings;
    }

    /// <exception cref="ArgumentException">It is less than one.</exception>
    public static void ThrowIfBelowOne(int value, string option)
    {
        if (value < 1) throw new ArgumentException($"{option} is {value}; it must be 1 or more.");
    }

    static void Merge(JsonObject into, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is JsonObject inner && into[name] is JsonObject known) Merge(known, inner);
            else into[name] = value?.DeepClone();
        }
    }
}
