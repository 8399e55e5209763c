using RecConsole.Engine.People;

namespace RecConsole.Web.Auth;

/// <summary>Who looks at this window, as they are now. One a circuit; pages ask it before they offer something.</summary>
public sealed class Visitor(Func<Person?> find)
{
    /// <summary>Nobody, with no right but to look, once a person has left.</summary>
    static readonly Person Gone = new("", "Nobody", Role.Viewer);

    public Person Person => find() ?? Gone;

    public bool May(Permission permission) => Person.May(permission);

    /// <summary>Which right is missing for a button and who has it, for its title; null when it may be pressed.</summary>
    public string? Missing(Permission permission) => Person is var person && person.May(permission) ? null : RolePolicy.Missing(permission, person.Role);
}
