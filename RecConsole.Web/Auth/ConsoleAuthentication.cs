using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using RecConsole.Engine.People;

namespace RecConsole.Web.Auth;

/// <summary>
/// Lets <see cref="Doorkeeper"/> say who sends a request. Who is not let in is led to the sign-in page; a script under
/// <c>/api</c> or <c>/hubs</c> gets a problem that says what is missing.
/// </summary>
public sealed class ConsoleAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Doorkeeper door)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "console";

    /// <summary>The signed cookie of whoever has signed in.</summary>
    public const string CookieScheme = "recconsole";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var cookie = await Context.AuthenticateAsync(CookieScheme);
        return door.Admit(Context, cookie.Principal) is { } person
            ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(person, Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForScripts) return AnswerAsync(StatusCodes.Status401Unauthorized, "Nobody is signed in: sign in on the console and send its cookie");
        Response.Redirect(QueryHelpers.AddQueryString("/sign-in", "back", Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var asked = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).LastOrDefault(policy => policy is not null);
        var role = Principals.PersonOf(Context.User)?.Role ?? Role.Viewer;
        return AnswerAsync(StatusCodes.Status403Forbidden, Enum.TryParse<Permission>(asked, out var permission) ? RolePolicy.Missing(permission, role) : "A right is missing for this");
    }

    bool IsForScripts => Request.Path.StartsWithSegments("/api") || Request.Path.StartsWithSegments("/hubs") || Request.Path.StartsWithSegments("/export");

    Task AnswerAsync(int status, string title) => TypedResults.Problem(title: title, statusCode: status).ExecuteAsync(Context);
}
