using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Audit;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Web.Auth;
using RecConsole.Web.Services;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/audit</c>: who changed what, when and why; and the same as CSV.</summary>
static class AuditApi
{
    const int DefaultLimit = 100;
    const int MaxLimit = 1000;

    public static void MapAuditApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/audit", List).WithName("ListAudit").WithTags("Audit")
            .WithSummary("Entries of the audit log, the newest first; filter by who, action, subject, from, until; the next page by before")
            .Produces<AuditPage>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).RequireRight(Permission.ReadAudit);
        app.MapGet("/api/v1/audit/verify", (AuditTable audit) => TypedResults.Ok(audit.Verify())).WithName("VerifyAudit").WithTags("Audit")
            .WithSummary("Walks the chain of hashes").ProducesProblem(401).ProducesProblem(403).RequireRight(Permission.ReadAudit);
        app.MapGet("/export/audit.csv", ExportAsync).ExcludeFromDescription().RequireRight(Permission.ReadAudit);
    }

    static Results<Ok<AuditPage>, ProblemHttpResult> List(HttpRequest request, AuditTable audit)
    {
        var limit = DefaultLimit;
        if (request.Query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, out limit) || limit is < 1 or > MaxLimit))
            return ApiProblem.BadRequest($"limit is '{text}'; it is a whole number between 1 and {MaxLimit}");
        if (AuditQuery.Read(name => request.Query[name], out var problem) is not { } query) return ApiProblem.BadRequest(problem!);
        var entries = audit.Read(query.Filter, limit);
        return TypedResults.Ok(new AuditPage([.. entries.Select(AuditDocument.Of)], entries.Count == limit && entries[^1].Number > 1 ? entries[^1].Number : null));
    }

    static async Task ExportAsync(HttpContext context, AuditTable audit)
    {
        if (AuditQuery.Read(name => context.Request.Query[name], out var problem) is not { } query)
        {
            await ApiProblem.BadRequest(problem!).ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        await using var writer = new StreamWriter(context.Response.Body);
        await writer.WriteAsync(CsvLine.Of("number", "at", "actor", "name", "role", "action", "subject", "reason", "before", "after", "previous_hash", "hash"));
        foreach (var entry in audit.Read(query.Filter, int.MaxValue))
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            await writer.WriteAsync(CsvLine.Of(entry.Number, entry.At, entry.Actor, entry.ActorName, entry.Role, entry.Action, entry.Subject, entry.Reason,
                entry.Before, entry.After, entry.PreviousHash, entry.Hash));
        }
    }
}

/// <param name="Before">Names the next page: ?before=NUMBER; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditDocument> Entries, long? Before);

public sealed record AuditDocument(
    long Number, DateTimeOffset At, string Actor, string Name, string Role, string Action, string Subject,
    System.Text.Json.JsonElement? Before, System.Text.Json.JsonElement? After, string? Reason, string PreviousHash, string Hash)
{
    internal static AuditDocument Of(AuditEntry entry) => new(
        entry.Number, entry.At, entry.Actor, entry.ActorName, entry.Role, entry.Action, entry.Subject, ChangeDocument.Parse(entry.Before), ChangeDocument.Parse(entry.After),
        entry.Reason, entry.PreviousHash, entry.Hash);
}
