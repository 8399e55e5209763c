using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Api;

/// <summary><c>POST /api/v1/events</c>: what shoppers did. Answered when the accepted events are durable.</summary>
static class EventsApi
{
    public static void MapEventsApi(this IEndpointRouteBuilder app) => app.MapPost("/api/v1/events", PostAsync)
        .WithName("PostEvents").WithTags("Events")
        .WithSummary("Logs a batch of events")
        .WithDescription(
            "Each event is checked on its own: the good ones are kept, the others are named with a reason. The same eventId twice "
            + "counts once, so that a batch may be sent again. 202 means durable. Beyond capacity 429 with Retry-After, and nothing was taken.")
        .Accepts<EventsRequest>("application/json")
        .Produces<EventsResponse>(StatusCodes.Status202Accepted)
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503)
        .RequireCors(ShopOrigins.Policy);

    static async Task<Results<JsonHttpResult<EventsResponse>, ProblemHttpResult>> PostAsync(
        HttpContext context, EventValidator validator, EventQueue queue, LogQuality quality, EngineOptions options)
    {
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        EventBatch batch;
        try
        {
            using var body = await PooledBody.ReadAsync(context.Request);
            batch = EventBatchReader.Read(body.Bytes, validator, Math.Min(options.MaxBatchEvents, queue.Capacity));
        }
        catch (RefusedBodyException refused)
        {
            return ApiProblem.Of(refused.Status, refused.Message);
        }
        if (batch.Events.Count == 0) return Answer(default, batch.Rejected, quality);
        if (queue.TryEnqueue(batch.Events) is not { } pending)
        {
            return ApiProblem.Later(context, StatusCodes.Status429TooManyRequests,
                $"{queue.Waiting} events wait for the log, which takes {queue.Capacity}: send the batch again later. Nothing of it was taken");
        }
        try
        {
            return Answer(await pending, batch.Rejected, quality);
        }
        catch (Exception)
        {
            // the pump has logged why
            return ApiProblem.Later(context, StatusCodes.Status503ServiceUnavailable, "The log did not take the batch, nothing of it is kept: send it again");
        }
    }

    static JsonHttpResult<EventsResponse> Answer(EventReceipt receipt, IReadOnlyList<Rejection> rejected, LogQuality quality)
    {
        if (receipt.Duplicates > 0) quality.RecordDuplicates(receipt.Duplicates);
        foreach (var rejection in rejected) quality.RecordRejected(rejection.Reason);
        return TypedResults.Json(new EventsResponse(receipt.Accepted, receipt.Duplicates, rejected), statusCode: StatusCodes.Status202Accepted);
    }
}

/// <summary>The body of a request, for its description: it is read by <see cref="EventBatchReader"/>.</summary>
public sealed record EventsRequest(IReadOnlyList<EventDraft> Events);

/// <param name="Accepted">Events that are now in the log.</param>
/// <param name="Duplicates">Events whose id was there already.</param>
/// <param name="Rejected">Events that were not taken, with the reason.</param>
public sealed record EventsResponse(int Accepted, int Duplicates, IReadOnlyList<Rejection> Rejected);
