namespace RecConsole.Engine.People;

/// <summary>Who does something. <paramref name="Id"/> names the person in records for good; the name and the role are those of the moment.</summary>
public sealed record Person(string Id, string Name, Role Role)
{
    /// <summary>What RecConsole does by itself: the demo shop's strategy.</summary>
    public static Person System { get; } = new("recconsole", "RecConsole", Role.Admin);

    /// <summary>Whoever can run commands on the data directory: they own it.</summary>
    public static Person CommandLine { get; } = new("command-line", "Command line", Role.Admin);

    /// <summary>The visitor of the demo shop, in the role that the banner says.</summary>
    public const string DemoOwnerId = "demo-owner";

    public static Person DemoOwner(Role role) => new(DemoOwnerId, "Demo owner", role);

    public bool May(Permission permission) => Role.May(permission);
}
