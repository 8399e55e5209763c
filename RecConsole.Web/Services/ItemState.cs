namespace RecConsole.Web.Services;

/// <summary>Which items of the catalogue are listed. The names stand in addresses.</summary>
public enum ItemState
{
    Any,
    /// <summary>Active and not sold out: a slate may show it.</summary>
    Shown,
    SoldOut,
    Inactive,
}
