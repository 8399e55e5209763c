using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Lab;

/// <summary>What a shopper did, in a word, with its icon.</summary>
public static class LabWords
{
    /// <summary>What led to a step; null stands for the first.</summary>
    public static string Cause(LabScriptStep? cause, CatalogSnapshot catalog) => cause?.Act switch
    {
        null => "Start",
        { Kind: EventKind.Search, Query: var words } => $"Searched “{words}”",
        { ItemId: { } item } act => Did(act.Kind, catalog.Find(item)?.Title ?? item.Value),
        var act => act.Kind.Name(),
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
