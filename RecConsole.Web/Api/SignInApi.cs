using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary>What the forms of the sign-in and welcome pages, and the demo's role banner, are sent to. Each wants the page's antiforgery token.</summary>
static class SignInApi
{
    const int MinPasswordLength = 10;
    const int MaxPasswordLength = 200;

    public static void MapSignInApi(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/auth").ExcludeFromDescription();
        auth.MapPost("/sign-in", SignInAsync);
        auth.MapPost("/sign-out", SignOutAsync);
        auth.MapPost("/join", JoinAsync);
        auth.MapPost("/role", ChooseRole);
        auth.MapPost("/claim", ClaimAsync);
    }

    static async Task<IResult> SignInAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? back, PeopleDirectory people, IPasswordHasher<Member> hasher, SignInLimit limit, HttpContext context)
    {
        if (limit.Begin(context.Connection.RemoteIpAddress) is { } wait) return Later(context, wait);
        var member = people.FindByName(name ?? "");
        // as much work for a name that nobody has: the time must not tell
        var hash = member?.PasswordHash ?? hasher.HashPassword(null!, "");
        if (hasher.VerifyHashedPassword(member!, hash, password ?? "") == PasswordVerificationResult.Failed || member is null)
            return Again("/sign-in", "Name or password is not right.", ("back", back));
        limit.Forgive(context.Connection.RemoteIpAddress);
        await LetInAsync(context, member);
        return Results.LocalRedirect(Local(back));
    }

    static async Task<IResult> SignOutAsync([FromForm] string? back, HttpContext context)
    {
        await context.SignOutAsync(ConsoleAuthentication.CookieScheme);
        return Results.LocalRedirect(Local(back));
    }

    /// <summary>Uses a one-time link up, and signs in.</summary>
    static async Task<IResult> JoinAsync(
        [FromForm] string? token, [FromForm] string? name, [FromForm] string? password, PeopleDirectory people, IPasswordHasher<Member> hasher, SignInLimit limit, HttpContext context)
    {
        if (limit.Begin(context.Connection.RemoteIpAddress) is { } wait) return Later(context, wait);
        if (people.FindInvitation(token ?? "") is null) return Again("/welcome", null, ("token", token));
        limit.Forgive(context.Connection.RemoteIpAddress); // whoever has a link guesses nothing
        if (password is not { Length: >= MinPasswordLength and <= MaxPasswordLength })
            return Again("/welcome", $"A password has {MinPasswordLength} to {MaxPasswordLength} characters.", ("token", token));
        try
        {
            var person = await people.JoinAsync(token ?? "", name ?? "", hasher.HashPassword(null!, password), context.RequestAborted);
            if (person is null) return Again("/welcome", null, ("token", token));
            await LetInAsync(context, people.All.First(member => member.Person.Id == person.Id));
            return Results.LocalRedirect("/");
        }
        catch (ArgumentException fault)
        {
            return Again("/welcome", fault.Message, ("token", token));
        }
    }

    /// <summary>In which role the demo's visitor looks.</summary>
    static IResult ChooseRole([FromForm] string? role, [FromForm] string? back, HttpContext context)
    {
        if (Enum.TryParse<Role>(role, out var chosen) && Enum.IsDefined(chosen))
            context.Response.Cookies.Append(Doorkeeper.RoleCookie, chosen.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
        return Results.LocalRedirect(Local(back));
    }

    /// <summary>Whoever was the demo's owner becomes that of the shop which took its place.</summary>
    static async Task<IResult> ClaimAsync([FromForm] string? back, PeopleDirectory people, Doorkeeper door, HttpContext context)
    {
        if (people.HasOwner || door.IsDemo || context.User.Identity?.IsAuthenticated != true) return Results.LocalRedirect(Local(back));
        return Results.LocalRedirect(QueryHelpers.AddQueryString(OwnerLink.Path, "token", await people.InviteOwnerAsync(context.RequestAborted)));
    }

    static Task LetInAsync(HttpContext context, Member member)
    {
        var principal = Principals.Of(member.Person, ConsoleAuthentication.CookieScheme);
        principal.Identities.First().AddClaim(new(Doorkeeper.StampClaim, Doorkeeper.StampOf(member)));
        return context.SignInAsync(ConsoleAuthentication.CookieScheme, principal, new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>A page, since a browser's form led here.</summary>
    static IResult Later(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Results.Content(
            $"<!doctype html><html lang=\"en\"><title>Too many attempts · RecConsole</title><h1>Too many attempts</h1><p>{SignInLimit.Attempts} attempts to sign in from this address were wrong. Try again in {seconds} s.</p><p><a href=\"/sign-in\">Sign in</a></p>",
            "text/html; charset=utf-8", statusCode: StatusCodes.Status429TooManyRequests);
    }

    static IResult Again(string page, string? problem, (string Name, string? Value) kept) =>
        Results.LocalRedirect(QueryHelpers.AddQueryString(page, new Dictionary<string, string?> { ["problem"] = problem, [kept.Name] = kept.Value }));

    /// <summary>Only back into the console.</summary>
    static string Local(string? back) => back is ['/', not ('/' or '\\'), ..] ? back : "/";
}
