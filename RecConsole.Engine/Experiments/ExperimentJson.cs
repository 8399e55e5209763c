using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// An experiment as JSON and back, exactly: the form in which it is kept and spoken over HTTP. Names in camel case, kinds by
/// name; null and empty lists are left away; a field that is unknown, twice there or missing is refused.
/// </summary>
public static class ExperimentJson
{
    /// <summary>For documents that hold parts of experiments among other things.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    public static string Write(Experiment experiment) => JsonSerializer.Serialize(experiment, Options);

    /// <exception cref="JsonException">What is wrong, and where.</exception>
    public static Experiment Read(string json) => JsonSerializer.Deserialize<Experiment>(json, Options) ?? throw new JsonException("An experiment is expected, not null.");

    static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            // for people to read, never inside a page
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveAway } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>What follows from other fields is not written, nor what is null or an empty list. A 0 is: the default is often another number.</summary>
    static void LeaveAway(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        for (var p = type.Properties.Count - 1; p >= 0; p--)
        {
            var property = type.Properties[p];
            if (property.Set is null && property.AssociatedParameter is null) type.Properties.RemoveAt(p);
            else if (!property.IsRequired) property.ShouldSerialize = static (_, value) => value is not (null or "" or ICollection { Count: 0 });
        }
    }
}
