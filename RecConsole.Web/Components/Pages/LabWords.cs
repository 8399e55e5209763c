using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>What a shopper did, in a word, with its icon.</summary>
public static class LabWords
{
    /// <summary>What led to a step's slate.</summary>
    public static string Cause(LabStep step, CatalogSnapshot catalog) => step switch
    {
        { Cause: { } cause } => Did(cause.Kind, catalog.Find(cause.ItemId)?.Title ?? cause.ItemId.Value),
        { Number: 1 } => "First slate",
        { IsResized: true } => $"Asked for {Formatting.Count(step.Wanted, "item", "items")}",
        _ => "Asked again",
    };

    public static string Did(EventKind kind, string item) => kind switch
    {
        EventKind.View => $"Viewed {item}",
        EventKind.Click => $"Clicked {item}",
        EventKind.AddToCart => $"Added {item} to the cart",
        EventKind.RemoveFromCart => $"Took {item} out of the cart",
        EventKind.Purchase => $"Bought {item}",
        EventKind.Rate => $"Rated {item}",
        _ => $"Saw {item}",
    };

    public static string Icon(EventKind kind) => kind switch
    {
        EventKind.Click => "cursor",
        EventKind.AddToCart or EventKind.RemoveFromCart => "cart",
        EventKind.Purchase => "bag",
        EventKind.Search => "search",
        EventKind.Rate => "star",
        _ => "eye",
    };
}
