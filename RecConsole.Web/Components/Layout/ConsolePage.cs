using Microsoft.AspNetCore.Components.Routing;

namespace RecConsole.Web.Components.Layout;

/// <summary>A page in the navigation. <c>g</c> and then <paramref name="Key"/> goes there.</summary>
sealed record ConsolePage(string Title, string Address, string Icon, string Key, NavLinkMatch Match = NavLinkMatch.Prefix)
{
    /// <summary>Only pages that exist.</summary>
    public static IReadOnlyList<ConsolePage> All { get; } =
    [
        new("Live", "/", "live", "v", NavLinkMatch.All),
        new("Strategies", "/strategies", "sliders", "s"),
        new("Lab", "/lab", "lab", "l"),
        new("Experiments", "/experiments", "experiments", "e"),
        new("Models", "/models", "models", "m"),
        new("Catalog", "/catalog", "catalog", "c"),
        new("Data", "/data", "data", "d"),
        new("Audit", "/audit", "history", "a"),
        new("Settings", "/settings", "user", "p"),
    ];
}
