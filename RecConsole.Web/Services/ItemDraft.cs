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
    public bool Changes(Item item) => IsValid && ApplyTo(item, item) != item;

    /// <summary>
    /// The item with what was typed; only of a valid draft. A field that still says what it said when the draft began stays as
    /// the item has it by now: an order may have lowered the stock while somebody typed a price.
    /// </summary>
    /// <param name="from">The item that the draft began from.</param>
    public Item ApplyTo(Item item, Item from)
    {
        var (price, cost, stock) = (Money(Price), Money(Cost), Units(Stock));
        return item with
        {
            Price = price == from.Price ? item.Price : price,
            Cost = cost == from.Cost ? item.Cost : cost,
            Stock = stock == from.Stock ? item.Stock : stock,
            Active = Active == from.Active ? item.Active : Active,
        };
    }

    static string? MoneyProblem(string name, string text) => IsBlank(text) || (TryMoney(text, out var value) && value is >= 0 and <= EventValidator.MaxPrice)
        ? null
        : $"{name} is an amount like 12.50, 0 or more; empty when unknown.";

    static decimal? Money(string text) => IsBlank(text) ? null : TryMoney(text, out var value) ? value : null;

    static int? Units(string text) => IsBlank(text) ? null : int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    static bool TryMoney(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value);

    static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text);
}
