using System.Text.Json;

namespace RecConsole.Engine.Models;

/// <summary>How an artifact came to be.</summary>
/// <param name="Options">The model's own options, as written when it was fitted.</param>
/// <param name="EventCount">Events that told of an item; impressions and searches are not counted.</param>
public sealed record TrainingRecord(JsonElement Options, DateTimeOffset TrainedAt, long EventCount);
