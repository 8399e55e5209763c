using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// The results that an experiment was stopped on, as text that stays with its end, and back. Whatever comes later (an order of
/// somebody who was in) changes nothing of it.
/// </summary>
public static class ExperimentEvidence
{
    // a figure beyond the range of numbers must not stand in the way of a stop; a field of an earlier version is passed over
    static readonly JsonSerializerOptions options = new(ExperimentJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
    };

    public static string Write(ExperimentResults results) => JsonSerializer.Serialize(results, options);

    /// <summary>Null where there is none, or it was written by a version that knew other figures.</summary>
    public static ExperimentResults? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<ExperimentResults>(text, options) is { Key: not null, Arms: not null } read ? Whole(read) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An empty list was left away: an interleaved phase has no metrics by arm.</summary>
    static ExperimentResults Whole(ExperimentResults read) => read with
    {
        Metrics = [.. (read.Metrics ?? []).Select(metric => metric with { Arms = metric.Arms ?? [], Looks = metric.Looks ?? [] })],
        Health = read.Health ?? [],
        Decisions = [.. (read.Decisions ?? []).Select(decision => decision with { Reasons = decision.Reasons ?? [] })],
        Bandit = read.Bandit is { } bandit ? bandit with { Periods = [.. bandit.Periods.Select(period => period with { Best = period.Best ?? [] })] } : null,
    };
}
