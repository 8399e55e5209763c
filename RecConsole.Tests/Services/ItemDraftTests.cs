using RecConsole.Engine.Catalog;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ItemDraftTests
{
    static readonly Item Tea = new(new("tea"), "Green tea") { Price = 4.50m, Cost = 2m, Stock = 7 };

    [Fact]
    public void Of_Item_ChangesNothing() => Assert.False(ItemDraft.Of(Tea).Changes(Tea));

    [Fact]
    public void ApplyTo_TypedValues_ChangeTheirFieldsAlone()
    {
        var changed = (ItemDraft.Of(Tea) with { Price = " 5.25 ", Stock = "0", Active = false }).ApplyTo(Tea, Tea);

        Assert.Equal(Tea with { Price = 5.25m, Stock = 0, Active = false }, changed);
    }

    [Fact]
    public void ApplyTo_ItemThatChangedMeanwhile_KeepsWhatWasNotTyped()
    {
        var now = Tea with { Title = "Sencha", Cost = 2.20m, Stock = 3, Active = false };

        Assert.Equal(now with { Price = 5 }, (ItemDraft.Of(Tea) with { Price = "5" }).ApplyTo(now, Tea));
        Assert.Equal(now with { Stock = null }, (ItemDraft.Of(Tea) with { Price = "4.500", Stock = "" }).ApplyTo(now, Tea));
    }

    [Fact]
    public void ApplyTo_Emptied_IsUnknown()
    {
        var changed = (ItemDraft.Of(Tea) with { Price = "", Cost = " ", Stock = "" }).ApplyTo(Tea, Tea);

        Assert.Equal((null, null, null), (changed.Price, changed.Cost, changed.Stock));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("12,50")]
    [InlineData("ten")]
    [InlineData("1e3")]
    [InlineData("99999999999")]
    public void PriceProblem_NotAnAmount_SaysWhatWouldBe(string price)
    {
        var draft = ItemDraft.Of(Tea) with { Price = price };

        Assert.Contains("like 12.50", draft.PriceProblem, StringComparison.Ordinal);
        Assert.False(draft.Changes(Tea));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public void StockProblem_NotACount_IsRefused(string stock) => Assert.NotNull((ItemDraft.Of(Tea) with { Stock = stock }).StockProblem);
}
