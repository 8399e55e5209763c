using System.Security.Claims;
using RecConsole.Engine.People;

namespace RecConsole.Web.Auth;

/// <summary>Persons as ASP.NET's principals, and back.</summary>
static class Principals
{
    public static ClaimsPrincipal Of(Person person, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, person.Id), new(ClaimTypes.Name, person.Name), new(ClaimTypes.Role, person.Role.ToString())], scheme));

    public static Person? PersonOf(ClaimsPrincipal principal) =>
        principal.FindFirst(ClaimTypes.NameIdentifier)?.Value is { } id && Enum.TryParse<Role>(principal.FindFirst(ClaimTypes.Role)?.Value, out var role)
            ? new Person(id, principal.Identity?.Name ?? id, role)
            : null;
}
