namespace RecConsole.Engine.Simulation;

/// <summary>Names of the attributes that every item of the demo shop carries.</summary>
internal static class ItemAttributes
{
    public const string Type = "type";
    public const string Style = "style";
    public const string Colour = "colour";
    public const string Rating = "rating";
    public const string Reviews = "reviews";
    /// <summary>The full price of an item on sale.</summary>
    public const string ListPrice = "listPrice";
}
