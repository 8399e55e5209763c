using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Web.Services;

/// <summary>What somebody typed over an item's price, cost and stock: text until it is valid. Empty means unknown.</summary>
public sealed record ItemDraft(string Price, string Cost, string Stock, bool Active)
{
    public static ItemDraft Of(Item item) => new(Text(item.Price), Text(item.Cost), item.Stock?.ToString(CultureInfo.InvariantCulture) ?? "", item.Active);

    public string? PriceProblem => MoneyProblem("The price", Price);
    public string? CostProblem => MoneyProblem("The cost", Cost);
    public string? StockProblem => IsBlank(Stock) || (int.TryParse(Stock, NumberStyles.Integer, CultureInfo.InvariantCulture, out var units) && units >= 0)
        ? null
        : "The stock is a whole number of units, 0 or more; empty when the shop keeps no count.";

    public bool IsValid => PriceProblem is null && CostProblem is null && StockProblem is null;

    /// <summary>Whether saving would change the item.</summary>
    public bool Changes(Item item) => IsValid && ApplyTo(item) != item;

    /// <summary>The item with what was typed; only of a valid draft.</summary>
    public Item ApplyTo(Item item) => item with
    {
        Price = Money(Price),
        Cost = Money(Cost),
        Stock = IsBlank(Stock) ? null : int.Parse(Stock, NumberStyles.Integer, CultureInfo.InvariantCulture),
        Active = Active,
    };

    static string? MoneyProblem(string name, string text) => IsBlank(text) || (TryMoney(text, out var value) && value is >= 0 and <= EventValidator.MaxPrice)
        ? null
        : $"{name} is an amount like 12.50, 0 or more; empty when unknown.";

    static decimal? Money(string text) => IsBlank(text) ? null : TryMoney(text, out var value) ? value : null;

    static bool TryMoney(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value);

    static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text);
}
