using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>What is to be known of a fitted model beside its numbers.</summary>
/// <param name="Served">The form in which it is served and evaluated, in words.</param>
/// <param name="Source">The paper that it follows.</param>
/// <param name="Options">As they were used.</param>
public sealed record ModelCard(string Served, string Source, JsonElement Options)
{
    /// <summary>Passes over the data; 0 for a closed form or a count.</summary>
    public int Epochs { get; init; }

    /// <summary>Mean over the passes; null where there are none.</summary>
    public double? SecondsPerEpoch { get; init; }

    /// <summary>What was left out or cut off, for whoever reads the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    internal static JsonElement Json<T>(T options) => JsonSerializer.SerializeToElement(options, Words);
}
