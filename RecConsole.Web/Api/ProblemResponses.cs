using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Api;

/// <summary>
/// Whatever goes wrong under <c>/api</c> is answered as a problem: an error status without a body (unknown route, wrong
/// method) gets one, a refused body keeps its status, a store that fails is 503, and only a defect is 500, without its trace.
/// </summary>
static partial class ProblemResponses
{
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api"),
        api => api.Use((context, next) => AnswerAsync(context, next, app.Logger)));

    static async Task AnswerAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
            if (context.Response.HasStarted || context.Response.StatusCode < 400 || context.Response.ContentType is not null) return;
            AllowOtherMethods(context);
            await ApiProblem.Of(context.Response.StatusCode, TitleOf(context)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody is left to tell
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var (status, title) = Explain(failure);
            if (status >= 500) LogFailed(logger, failure, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await ApiProblem.Of(status, title).ExecuteAsync(context);
        }
    }

    /// <summary>
    /// Routing says 405 by itself only where no route of another kind could have matched; the fallback for files that
    /// development adds could, so that a wrong method becomes 404, or is told of the fallback's methods too.
    /// </summary>
    static void AllowOtherMethods(HttpContext context)
    {
        var isUnmatched = context.Response.StatusCode == StatusCodes.Status404NotFound && context.GetEndpoint() is null;
        if (!isUnmatched && context.Response.StatusCode != StatusCodes.Status405MethodNotAllowed) return;
        var methods = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is { } pattern && pattern.StartsWith("/api/", StringComparison.Ordinal)
                && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(context.Request.Path, []))
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        if (methods.Length == 0) return;
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", methods);
    }

    static (int Status, string Title) Explain(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (413, "The body is too large; send it in smaller batches"),
        BadHttpRequestException { InnerException: JsonException malformed } => (400, JsonFault.Say(malformed)),
        BadHttpRequestException { Message: var said } refused => (refused.StatusCode, Explain(said)),
        JsonException malformed => (400, JsonFault.Say(malformed)),
        DbException or StoreException or IOException => (503, "The store cannot take or give this now; try again in a moment"),
        _ => (500, "A defect of RecConsole, not of the request; its log says more"),
    };

    /// <summary>The framework's sentences name parameters of ours, with their types.</summary>
    static string Explain(string said)
    {
        if (said.StartsWith("Implicit body", StringComparison.Ordinal)) return "The body is empty; it must be a JSON object";
        if (Unbound().Match(said) is { Success: true } unbound) return $"{unbound.Groups[2].Value} is '{unbound.Groups[3].Value}'; it is {Kind(unbound.Groups[1].Value)}";
        if (Required().Match(said) is { Success: true } required) return $"{required.Groups[2].Value} is missing in the address; it is {Kind(required.Groups[1].Value)}";
        return said;
    }

    static string Kind(string type) => type.TrimEnd('?') switch
    {
        "int" or "long" => "a whole number",
        "double" or "float" or "decimal" => "a number",
        "bool" => "true or false",
        "DateTimeOffset" => "a time such as 2026-11-22T08:00:00Z",
        _ => "of another kind: /openapi/v1.json says which",
    };

    [GeneratedRegex("^Failed to bind parameter \"(\\S+) (\\w+)\" from \"(.*)\"")]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \"(\\S+) (\\w+)\" was not provided")]
    private static partial Regex Required();

    static string TitleOf(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is no route {request.Method} {request.Path}; /openapi/v1.json lists them all",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}; it takes {context.Response.Headers.Allow}",
            StatusCodes.Status413PayloadTooLarge => "The body is too large; send it in smaller batches",
            StatusCodes.Status415UnsupportedMediaType => "The body must be JSON: send it with Content-Type: application/json",
            StatusCodes.Status400BadRequest => $"{request.Method} {request.Path} is not called as /openapi/v1.json says",
            _ => $"{request.Method} {request.Path} was not done",
        };
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    static partial void LogFailed(ILogger logger, Exception failure, string method, PathString path);
}
