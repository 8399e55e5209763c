using System.Collections;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// A whole revision as JSON and back, exactly: the form in which revisions are kept and spoken over HTTP. Names in camel
/// case, kinds by name; what is empty is left away; a field that is unknown, twice there or missing is refused, and so is
/// content that no revision can have, with the words of <see cref="StrategyRevision"/>.
/// </summary>
public static class StrategyJson
{
    /// <summary>For documents that hold revisions, rules or conditions among other things.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    public static string Write(StrategyRevision revision) => JsonSerializer.Serialize(revision, Options);

    /// <exception cref="JsonException">What is wrong, and where.</exception>
    public static StrategyRevision Read(string json) =>
        JsonSerializer.Deserialize<StrategyRevision>(json, Options) ?? throw new JsonException("A revision is expected, not null.");

    static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            // for people to read, never inside a page
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveAway } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new RevisionConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>What follows from other fields is not written, nor what is empty.</summary>
    static void LeaveAway(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        for (var p = type.Properties.Count - 1; p >= 0; p--)
        {
            var property = type.Properties[p];
            if (property.Set is null && property.AssociatedParameter is null) type.Properties.RemoveAt(p);
            else if (!property.IsRequired) property.ShouldSerialize = static (_, value) => value is not (null or 0 or 0f or ICollection { Count: 0 });
        }
    }

    sealed class RevisionConverter : JsonConverter<StrategyRevision>
    {
        public override StrategyRevision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var document = JsonSerializer.Deserialize<RevisionDocument>(ref reader, options)!;
            try
            {
                return document.ToRevision();
            }
            catch (ArgumentException fault)
            {
                throw new JsonException(fault.Message, fault);
            }
        }

        public override void Write(Utf8JsonWriter writer, StrategyRevision value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, RevisionDocument.Of(value), options);
    }

    /// <summary>A revision as the document names it.</summary>
    sealed record RevisionDocument(string Key, int Number, ImmutableSortedDictionary<string, float> Weights)
    {
        public ImmutableSortedDictionary<string, WeightBounds> Bounds { get; init; } = ImmutableSortedDictionary<string, WeightBounds>.Empty;
        public ImmutableArray<StrategyRule> Rules { get; init; } = [];
        public Exploration? Exploration { get; init; }
        public Diversity? Diversity { get; init; }
        public ImmutableArray<Cap> Caps { get; init; } = [];

        public static RevisionDocument Of(StrategyRevision revision) => new(revision.Key, revision.Number, revision.Weights)
        {
            Bounds = revision.Bounds,
            Rules = revision.Rules,
            Exploration = revision.Exploration == Exploration.None ? null : revision.Exploration,
            Diversity = revision.Diversity == Diversity.None ? null : revision.Diversity,
            Caps = revision.Caps,
        };

        public StrategyRevision ToRevision()
        {
            if (Rules.Any(rule => rule is null) || Caps.Any(cap => cap is null)) throw new ArgumentException("A list holds null where a rule or a cap is expected.");
            return new StrategyRevision(Key, Number, Weights, Rules)
            {
                Bounds = Bounds,
                Exploration = Exploration ?? Exploration.None,
                Diversity = Diversity ?? Diversity.None,
                Caps = Caps,
            };
        }
    }
}
