namespace RecConsole.Web.Components.Pages;

/// <summary>Somebody who can be played: a known shopper, or a persona.</summary>
/// <param name="Group">Under which heading they are offered.</param>
public sealed record LabChoice(string Label, string Group, string? Shopper = null, string? Persona = null)
{
    /// <summary>Stands for the choice in a list; a shopper may be named like a persona.</summary>
    public string Value => Persona is not null ? "persona " + Persona : "shopper " + Shopper;
}
