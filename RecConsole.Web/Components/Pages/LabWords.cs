using RecConsole.Engine.Events;

namespace RecConsole.Web.Components.Pages;

/// <summary>What a shopper did, in a word, with its icon.</summary>
public static class LabWords
{
    public static string Did(EventKind kind, string item) => kind switch
    {
        EventKind.Click or EventKind.View => $"Viewed {item}",
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
