using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>What a model is fitted on, and how.</summary>
/// <param name="Log">The training part, and nothing else.</param>
/// <param name="Options">Values that differ from the model's defaults, by name in camelCase; nested objects as such.</param>
/// <param name="Time">For how long passes take; no result depends on it.</param>
public sealed record FitRequest(TrainingLog Log, JsonObject Options, ulong Seed, TimeProvider Time)
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Threads of the fit; 0 takes all cores. Changes how long it takes, not what comes out.</summary>
    public int Threads { get; init; }

    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>What the fit goes on from; null begins from chance.</summary>
    public WarmStart? Warm { get; init; }

    public CancellationToken Cancellation { get; init; }

    internal ParallelOptions Parallel => new() { CancellationToken = Cancellation, MaxDegreeOfParallelism = Threads == 0 ? Environment.ProcessorCount : Threads };

    /// <summary>The model's options with what the request changes.</summary>
    /// <exception cref="ArgumentException">A name that the model does not have, or a value of another type.</exception>
    internal T Read<T>() where T : class, new()
    {
        var settings = JsonSerializer.SerializeToNode(new T(), Strict)!.AsObject();
        var known = string.Join(", ", settings.Select(pair => pair.Key));
        try
        {
            Merge(settings, Options);
            return settings.Deserialize<T>(Strict)!;
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException(known.Length == 0
                ? "This model has no options."
                : $"Option {wrong.Path?.TrimStart('$', '.')} is unknown or of another type; there are {known}.", wrong);
        }
    }

    /// <summary>What the fit that ends now leaves in its artifact.</summary>
    internal TrainingRecord Record<T>(T settings) => new(ModelCard.Json(settings), Time.GetUtcNow(), Log.Rows.Length);

    static void Merge(JsonObject into, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is JsonObject inner && into[name] is JsonObject known) Merge(known, inner);
            else into[name] = value?.DeepClone();
        }
    }
}
