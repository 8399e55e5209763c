namespace RecConsole.Web.Services;

/// <summary>Orders of the catalogue list. The names stand in addresses.</summary>
public enum CatalogSort
{
    /// <summary>As the shop listed them.</summary>
    Listed,
    Title,
    Category,
    Brand,
    Price,
    Stock,
    Margin,
    Added,
    Popularity,
}
