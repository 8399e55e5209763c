using Microsoft.AspNetCore.Http.HttpResults;

namespace RecConsole.Web.Api;

/// <summary>Errors as RFC 9457 says: the title says what is wrong and what would be right.</summary>
static class ApiProblem
{
    public const string ContentType = "application/problem+json";

    public static ProblemHttpResult Of(int status, string title) => TypedResults.Problem(title: title, statusCode: status);

    public static ProblemHttpResult BadRequest(string title) => Of(StatusCodes.Status400BadRequest, title);

    public static ProblemHttpResult NotFound(string title) => Of(StatusCodes.Status404NotFound, title);

    public static ProblemHttpResult TooLarge(string title) => Of(StatusCodes.Status413PayloadTooLarge, title);

    public static ProblemHttpResult NotJson() =>
        Of(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON: send it with Content-Type: application/json");

    /// <summary>429 or 503, with the time after which it is worth another try.</summary>
    public static ProblemHttpResult Later(HttpContext context, int status, string title, int retryAfterSeconds = 1)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Of(status, title);
    }
}
