using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Components.Shared;

/// <summary>The address of an item's page. Slashes of an id stay slashes: the route takes the whole rest of the path.</summary>
public static class ItemAddress
{
    public static string Of(ItemId id) => "catalog/" + string.Join('/', id.Value.Split('/').Select(Uri.EscapeDataString));
}
