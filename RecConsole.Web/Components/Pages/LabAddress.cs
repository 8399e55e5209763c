using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>What the address of the lab holds: who is played, where in the shop, and how many items a slate has.</summary>
/// <param name="Persona">Whose first steps a new visit begins with; null for none.</param>
public sealed record LabAddress(string? Shopper, string? Session, string Placement, int Count, string? Persona = null)
{
    public const string DefaultPlacement = "home";
    public const int DefaultCount = 12;

    /// <summary>Reads query parameters; what is missing or not understood keeps its default.</summary>
    public static LabAddress Parse(Func<string, string?> parameter) => new(
        Id(parameter("shopper")),
        Id(parameter("session")),
        Id(parameter("placement")) ?? DefaultPlacement,
        int.TryParse(parameter("count"), out var count) ? Math.Clamp(count, 1, SlateRequest.MaxCount) : DefaultCount,
        Id(parameter("persona")));

    public string Path => "lab?" + string.Join('&', new (string Name, string? Value)[]
    {
        ("persona", Persona),
        ("shopper", Shopper),
        ("session", Session),
        ("placement", Placement == DefaultPlacement ? null : Placement),
        ("count", Count == DefaultCount ? null : Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    }.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));

    /// <summary>Who is played; null while the address names no session yet.</summary>
    public LabShopper? Played => Session is null ? null : new LabShopper(Shopper is null ? null : new UserId(Shopper), new SessionId(Session));

    /// <summary>The first parameter that cannot be an identifier, in words; it is read as absent.</summary>
    public static string? Problem(Func<string, string?> parameter)
    {
        foreach (var (name, words) in new[] { ("shopper", "A shopper's id"), ("session", "A visit's id"), ("placement", "A placement"), ("persona", "A persona's name") })
            if (parameter(name) is { } value && !string.IsNullOrWhiteSpace(value) && Id(value) is null) return IdProblem(words, value);
        return null;
    }

    public static string IdProblem(string words, string value) => value.Length > EventValidator.MaxIdLength
        ? $"{words} has at most {EventValidator.MaxIdLength} characters; this one has {value.Length}."
        : $"{words} is printable text; this one holds a control character.";

    public static string? Id(string? value) =>
        string.IsNullOrWhiteSpace(value) || value.Length > EventValidator.MaxIdLength || value.Any(char.IsControl) ? null : value.Trim();
}
