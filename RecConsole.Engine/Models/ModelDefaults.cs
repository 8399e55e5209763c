using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>The options of each model with the values that hold where nothing is said: what a form offers.</summary>
public static class ModelDefaults
{
    static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>By name, as <see cref="FitRequest"/> reads them; empty for what is no model.</summary>
    public static JsonObject Of(string key) => ModelZoo.Find(key)?.Defaults is { } settings ? JsonSerializer.SerializeToNode(settings, settings.GetType(), Words)!.AsObject() : [];
}
