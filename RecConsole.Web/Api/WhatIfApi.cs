using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Impact;
using RecConsole.Engine.People;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Statistics;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary><c>POST /api/v1/what-if</c>: what other weights and rules would change on the latest logged requests.</summary>
public static class WhatIfApi
{
    /// <summary>Of a study that somebody waits for; the log keeps some more.</summary>
    public const int MaxRequests = ImpactDesk.DefaultRequests;

    public static void MapWhatIfApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/what-if", StudyAsync)
            .WithName("WhatIf")
            .WithTags("Strategies")
            .WithSummary("What other weights and rules of a strategy would change on the latest logged requests")
            .WithDescription("Weights replace the strategy's one by one (those not named stay); rules, where given, replace all of its rules. Movement and exposure ask each logged request anew with the signals of now; while the log has fewer than are wanted, the latest shoppers without one stand for the rest, as if each asked now (loggedRequests and the sentence say how many). CTR and conversion are estimated from the logged slates (doubly robust, intervals of 95 %), and are null where the log does not support them. Nothing is saved.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireRight(Permission.View);

    static async Task<Results<Ok<WhatIfAnswer>, ProblemHttpResult>> StudyAsync(
        WhatIfBody body, StrategyStore strategies, SignalCatalog signals, ImpactDesk desk, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(body.Strategy)) return ApiProblem.BadRequest($"strategy is missing: name a live strategy, such as \"{StrategyStore.DefaultKey}\"");
        if (strategies.Find(body.Strategy) is not { } live)
            return ApiProblem.NotFound($"strategy '{body.Strategy}' does not exist; live strategies are {string.Join(", ", strategies.Live.Select(one => one.Key).Order(StringComparer.Ordinal))}");
        if (body.Requests is < 1 or > MaxRequests) return ApiProblem.BadRequest($"requests is {body.Requests}; it must lie between 1 and {MaxRequests}");
        StrategyRevision draft;
        try
        {
            draft = Draft(live, body);
        }
        catch (Exception fault) when (fault is ArgumentException or JsonException)
        {
            return ApiProblem.BadRequest(fault.InnerException is ArgumentException inner ? inner.Message : fault.Message);
        }
        if (draft.Problems(signals).FirstOrDefault() is { } unknown) return ApiProblem.BadRequest(unknown);
        return TypedResults.Ok(WhatIfAnswer.Of(live, draft, await desk.RunAsync(draft, body.Requests ?? MaxRequests, cancellation: cancellation)));
    }

    /// <exception cref="ArgumentException">A weight lies outside its bounds, or a rule cannot be.</exception>
    /// <exception cref="JsonException">A rule is not written as rules are.</exception>
    static StrategyRevision Draft(StrategyRevision live, WhatIfBody body)
    {
        foreach (var (key, weight) in body.Weights ?? new Dictionary<string, float>())
        {
            var bounds = live.BoundsOf(key);
            if (!bounds.Contains(weight)) throw new ArgumentException(FormattableString.Invariant($"The weight of '{key}' is {weight}; its bounds are {bounds}."));
        }
        var weights = live.Weights.SetItems(body.Weights ?? new Dictionary<string, float>());
        var rules = body.Rules?.Select((rule, i) => Read(rule, i)).ToArray() ?? live.Rules.ToArray();
        return new StrategyRevision(live.Key, live.Number + 1, weights, rules) { Bounds = live.Bounds, Exploration = live.Exploration, Diversity = live.Diversity, Caps = live.Caps };
    }

    static StrategyRule Read(JsonElement rule, int number)
    {
        try
        {
            return rule.Deserialize<StrategyRule>(StrategyJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException fault)
        {
            throw new JsonException($"rules[{number}] is not a rule: {JsonFault.Say(fault)}");
        }
    }
}

/// <param name="Strategy">A live strategy, whose weights and rules are the start.</param>
/// <param name="Weights">By key; those not named stay as they are.</param>
/// <param name="Rules">In the place of all rules, as <c>/api/v1/strategies</c> writes them; without it they stay.</param>
/// <param name="Requests">The latest so many logged requests, 1 to 10,000, which is the default.</param>
public sealed record WhatIfBody(string? Strategy, IReadOnlyDictionary<string, float>? Weights = null, IReadOnlyList<JsonElement>? Rules = null, int? Requests = null);

/// <param name="Revision">Hash of the content that was studied: the same as a published revision of it would have.</param>
/// <param name="Requests">Requests that were asked anew.</param>
/// <param name="LoggedRequests">Of these: requests of the log. The others are the latest shoppers, as if each asked now.</param>
/// <param name="Verdict">reliable, directional or notSupported; null where there are no sampled slates.</param>
/// <param name="Ctr">Null where the log does not support it.</param>
public sealed record WhatIfAnswer(
    string Strategy, string Revision, string Live, int Requests, int LoggedRequests, WhatIfMovement Movement, WhatIfExposure Exposure, string? Verdict, string Sentence,
    double? EffectiveSampleSize, double? UnsupportedMass, WhatIfEstimate? Ctr, WhatIfEstimate? Conversion, double TookMs)
{
    internal static WhatIfAnswer Of(StrategyRevision live, StrategyRevision draft, ImpactReport report) => new(
        draft.Key, draft.Hash, live.Hash, report.Requests, report.Logged,
        new WhatIfMovement(report.ChangedTop1, report.ChangedTop10, report.RankBiasedOverlap, [.. report.Moves.Select(move => new WhatIfMove(move.Key, move.Value))], report.Entered),
        new WhatIfExposure(Shares(report, ExposureField.Brand), Shares(report, ExposureField.Category), Shares(report, ExposureField.Price)),
        report.Support is { } support ? JsonNamingPolicy.CamelCase.ConvertName(support.Verdict.ToString()) : null, $"{report.EstimateSentence} {report.TrafficSentence}",
        report.Support?.EffectiveSlates, report.Support?.UnsupportedMass, Estimate(report, Reward.Ctr), Estimate(report, Reward.Conversion), report.TookMs);

    static IReadOnlyList<WhatIfShare> Shares(ImpactReport report, ExposureField field) =>
        [.. (report.Exposure.GetValueOrDefault(field) ?? []).Select(share => new WhatIfShare(share.Group, share.Live, share.Draft))];

    static WhatIfEstimate? Estimate(ImpactReport report, Reward reward) => report.Estimates.TryGetValue(reward, out var found)
        ? new WhatIfEstimate(found.Logged.Value, found.Dr.Value, found.Dr.Lower, found.Dr.Upper, WhatIfInterval.Of(found.Change))
        : null;
}

/// <param name="ChangedTop1">Share of requests whose first slot changes.</param>
/// <param name="RankBiasedOverlap">Mean, p = 0.9.</param>
/// <param name="Entered">Slots of the draft with an item that the live slate does not have.</param>
public sealed record WhatIfMovement(double ChangedTop1, double ChangedTop10, double RankBiasedOverlap, IReadOnlyList<WhatIfMove> Histogram, long Entered);

/// <param name="Slots">Up (positive) or down.</param>
public sealed record WhatIfMove(int Slots, long Count);

/// <summary>Shares of all slots; what changes most comes first.</summary>
public sealed record WhatIfExposure(IReadOnlyList<WhatIfShare> Brand, IReadOnlyList<WhatIfShare> Category, IReadOnlyList<WhatIfShare> PriceBand);

public sealed record WhatIfShare(string Group, double Live, double Draft);

/// <param name="Observed">As it was served.</param>
/// <param name="Value">Of the draft, doubly robust.</param>
public sealed record WhatIfEstimate(double Observed, double Value, double CiLower, double CiUpper, WhatIfInterval Change);

public sealed record WhatIfInterval(double Estimate, double CiLower, double CiUpper)
{
    internal static WhatIfInterval Of(Interval interval) => new(interval.Value, interval.Lower, interval.Upper);
}
