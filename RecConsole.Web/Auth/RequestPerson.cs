using RecConsole.Engine.People;

namespace RecConsole.Web.Auth;

/// <summary>Who sends a request.</summary>
static class RequestPerson
{
    /// <exception cref="InvalidOperationException">The endpoint asks for no right, so that nobody has been let in.</exception>
    public static Person Person(this HttpContext context) =>
        Principals.PersonOf(context.User) ?? throw new InvalidOperationException("The endpoint does not ask for a right; add RequireRight.");
}
