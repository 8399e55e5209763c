using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/people</c>: who may come in, and as what.</summary>
static class PeopleApi
{
    public static void MapPeopleApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/me", (HttpContext context) => TypedResults.Ok(MeDocument.Of(context.Person()))).WithName("Me").WithTags("People")
            .WithSummary("Who you are, and what you may do").ProducesProblem(401).RequireRight(Permission.View);
        var people = app.MapGroup("/api/v1/people").WithTags("People").RequireRight(Permission.ManagePeople).ProducesProblem(401).ProducesProblem(403);
        people.MapGet("", (PeopleDirectory directory) => TypedResults.Ok(directory.All.Select(PersonDocument.Of).ToList())).WithName("ListPeople").WithSummary("The people of the shop");
        people.MapPost("/invitations", InviteAsync).WithName("InvitePerson").WithSummary("A one-time link for somebody new, or, with personId, to set another password")
            .Produces<InvitationDocument>(201).ProducesProblem(400);
        people.MapPut("/{id}/role", SetRoleAsync).WithName("SetRole").WithSummary("Gives a person another role").Produces<PersonDocument>().ProducesProblem(400);
        people.MapDelete("/{id}", RemoveAsync).WithName("RemovePerson").WithSummary("Takes a person's access away").Produces(204).ProducesProblem(400);
    }

    static async Task<IResult> InviteAsync(InvitationBody body, PeopleDirectory directory, HttpContext context)
    {
        if (body.PersonId is null && RoleOf(body.Role) is null) return UnknownRole(body.Role);
        try
        {
            var token = body.PersonId is { } id
                ? await directory.InviteAgainAsync(id, context.Person(), context.RequestAborted)
                : await directory.InviteAsync(RoleOf(body.Role)!.Value, context.Person(), context.RequestAborted);
            var link = OwnerLink.AddressOf($"{context.Request.Scheme}://{context.Request.Host}", token);
            return TypedResults.Json(new InvitationDocument(link), statusCode: StatusCodes.Status201Created);
        }
        catch (ArgumentException fault)
        {
            return ApiProblem.BadRequest(fault.Message);
        }
    }

    static async Task<IResult> SetRoleAsync(string id, RoleBody body, PeopleDirectory directory, HttpContext context)
    {
        if (RoleOf(body.Role) is not { } role) return UnknownRole(body.Role);
        try
        {
            await directory.SetRoleAsync(id, role, context.Person(), context.RequestAborted);
            return TypedResults.Ok(PersonDocument.Of(directory.All.First(member => member.Person.Id == id)));
        }
        catch (ArgumentException fault)
        {
            return ApiProblem.BadRequest(fault.Message);
        }
    }

    static async Task<IResult> RemoveAsync(string id, PeopleDirectory directory, HttpContext context)
    {
        try
        {
            await directory.RemoveAsync(id, context.Person(), context.RequestAborted);
            return TypedResults.NoContent();
        }
        catch (ArgumentException fault)
        {
            return ApiProblem.BadRequest(fault.Message);
        }
    }

    static Role? RoleOf(string? name) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => string.Equals(role.ToString(), name, StringComparison.OrdinalIgnoreCase));

    static IResult UnknownRole(string? name) =>
        ApiProblem.BadRequest($"There is no role '{name}'; there are {string.Join(", ", Enum.GetNames<Role>().Select(role => role.ToLowerInvariant()))}");
}

public sealed record MeDocument(string Id, string Name, string Role, IReadOnlyList<string> Rights)
{
    internal static MeDocument Of(Person person) => new(
        person.Id, person.Name, person.Role.ToString().ToLowerInvariant(), [.. Enum.GetValues<Permission>().Where(person.May).Select(right => right.ToString())]);
}

public sealed record PersonDocument(string Id, string Name, string Role, DateTimeOffset JoinedAt)
{
    internal static PersonDocument Of(Member member) => new(member.Person.Id, member.Person.Name, member.Person.Role.ToString().ToLowerInvariant(), member.JoinedAt);
}

/// <param name="PersonId">For another password; absent for somebody new.</param>
public sealed record InvitationBody(string? Role = null, string? PersonId = null);

public sealed record InvitationDocument(string Link);

public sealed record RoleBody(string? Role);
