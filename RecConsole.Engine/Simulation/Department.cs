namespace RecConsole.Engine.Simulation;

/// <summary>A department of the demo shop.</summary>
/// <param name="Code">Prefix of its item ids.</param>
/// <param name="Margin">Mean of (price - cost) / price at the full price.</param>
/// <param name="Weight">Share of the assortment, relative to the other departments.</param>
/// <param name="Notes">Sentences that fit any of its items.</param>
public sealed record Department(
    string Name, string Code, double Margin, double Weight, IReadOnlyList<ShopBrand> Brands, IReadOnlyList<string> Notes, IReadOnlyList<ProductType> Types);

/// <param name="Price">Positioning: factor on the price level of a product type.</param>
public sealed record ShopBrand(string Name, double Price);

/// <param name="Weight">Relative share of the assortment that it sells.</param>
public sealed record ShopSeller(string Name, double Weight);

/// <param name="Hex">As <c>#rrggbb</c>.</param>
public sealed record ShopColour(string Name, string Hex, string Family);

/// <summary>What shoppers are after, across departments.</summary>
/// <param name="Weight">Relative share of shoppers who have it.</param>
public sealed record ShopInterest(string Name, double Weight);
