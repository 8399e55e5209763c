using RecConsole.Engine.Events;

namespace RecConsole.Web.Services;

public enum StudioShopperKind
{
    /// <summary>Nothing is known: relevance is 0.</summary>
    Anonymous,
    /// <summary>One of the demo shop's, with first steps of their own.</summary>
    Persona,
    /// <summary>A shopper of the log.</summary>
    User,
    /// <summary>A visit of the log.</summary>
    Session,
}

/// <summary>For whom the studio previews. Its text (<c>persona:Runner</c>, <c>user:u1</c>, <c>session:s1</c>, nothing) is what the address holds.</summary>
public readonly record struct StudioShopper(StudioShopperKind Kind, string Id = "")
{
    public static StudioShopper Anonymous { get; } = new(StudioShopperKind.Anonymous);

    public string Text => Kind == StudioShopperKind.Anonymous ? "" : Kind.ToString().ToLowerInvariant() + ":" + Id;

    /// <summary>Who this is where the shop has a name for them.</summary>
    public UserId? User => Kind == StudioShopperKind.User ? new UserId(Id) : null;

    /// <summary>What is not understood is nobody in particular.</summary>
    public static StudioShopper Parse(string? text) =>
        text?.Split(':', 2) is [var kind, { Length: > 0 } id] && Enum.TryParse<StudioShopperKind>(kind, ignoreCase: true, out var known)
        && Enum.IsDefined(known) && known != StudioShopperKind.Anonymous ? new(known, id) : Anonymous;
}
