using System.Collections.Frozen;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>The event types of files as our own: case, spaces and hyphens do not matter, and common other names are known.</summary>
public static class EventTypeText
{
    static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["addtocart"] = "add_to_cart", ["cart"] = "add_to_cart", ["add"] = "add_to_cart",
        ["removefromcart"] = "remove_from_cart", ["remove"] = "remove_from_cart",
        ["transaction"] = "purchase", ["buy"] = "purchase", ["order"] = "purchase",
        ["pageview"] = "view", ["page_view"] = "view", ["product_view"] = "view", ["view_item"] = "view", ["detail"] = "view",
        ["rating"] = "rate", ["show"] = "impression",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>One of <see cref="EventKindNames"/> where the text means one, else the text itself.</summary>
    public static string Normalize(string text)
    {
        if (EventKindNames.TryParse(text, out _)) return text;
        var plain = text.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        return OtherNames.GetValueOrDefault(plain, plain);
    }
}
