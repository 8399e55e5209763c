namespace RecConsole.Engine.Import;

/// <summary>What an import takes the place of. A demo shop always goes as a whole, whatever the scope.</summary>
public enum ImportScope
{
    /// <summary>The whole shop: its catalogue, its events and the slates that were logged for them.</summary>
    Shop,
    /// <summary>Nothing: items are added, or changed where their ids are known; events stay.</summary>
    Catalog,
    /// <summary>
    /// What earlier imports brought as events; the catalogue and what came through the API stay. The items of the import are
    /// stand-ins for ids that the catalogue does not know, and never overwrite an item.
    /// </summary>
    Events,
}
