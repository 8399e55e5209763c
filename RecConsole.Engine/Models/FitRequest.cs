using System.Text.Json.Nodes;

namespace RecConsole.Engine.Models;

/// <summary>What a model is fitted on, and how.</summary>
/// <param name="Log">The training part, and nothing else.</param>
/// <param name="Options">Values that differ from the model's defaults, by name in camelCase; nested objects as such.</param>
/// <param name="Time">For how long passes take; no result depends on it.</param>
public sealed record FitRequest(TrainingLog Log, JsonObject Options, ulong Seed, TimeProvider Time)
{
    /// <summary>Threads of the fit; 0 takes all cores. Changes how long it takes, not what comes out.</summary>
    public int Threads { get; init; }

    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>What the fit goes on from; null begins from chance.</summary>
    public WarmStart? Warm { get; init; }

    public CancellationToken Cancellation { get; init; }

    internal ParallelOptions Parallel => new() { CancellationToken = Cancellation, MaxDegreeOfParallelism = Threads == 0 ? Environment.ProcessorCount : Threads };

    /// <summary>The model's settings with what the request changes.</summary>
    /// <exception cref="ArgumentException">A name that the model does not have, a value of another type, or one that is out of its range.</exception>
    internal T Read<T>() where T : class, IModelSettings, new() => ModelOptions.Read<T>(Options);

    /// <summary>What the fit that ends now leaves in its artifact.</summary>
    internal TrainingRecord Record<T>(T settings) => new(ModelCard.Json(settings), Time.GetUtcNow(), Log.Rows.Length);
}
