using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class CatalogFilterTests
{
    [Fact]
    public void QueryString_NothingChosen_IsEmpty() => Assert.Equal("", CatalogFilter.None.QueryString);

    [Fact]
    public void Parse_OwnQueryString_ComesBackTheSame()
    {
        var filter = new CatalogFilter
        {
            Text = "tea & pot", Category = "Home/Kitchen", Brand = "A+B", State = ItemState.SoldOut, Sort = CatalogSort.Margin, Descending = true, Pictures = true,
        };

        Assert.Equal(filter, Parse(filter.QueryString));
    }

    [Theory]
    [InlineData("?sort=weight&state=gone&dir=sideways")]
    [InlineData("?sort=99&state=-1&q=%20&category=")]
    public void Parse_NotUnderstood_KeepsDefaults(string query) => Assert.Equal(CatalogFilter.None, Parse(query));

    [Fact]
    public void SortedBy_SameColumnAgain_TurnsRound()
    {
        var byPrice = CatalogFilter.None.SortedBy(CatalogSort.Price);

        Assert.True(byPrice.Descending);
        Assert.False(byPrice.SortedBy(CatalogSort.Price).Descending);
        Assert.False(byPrice.SortedBy(CatalogSort.Title).Descending);
    }

    static CatalogFilter Parse(string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        return CatalogFilter.Parse(name => parameters.TryGetValue(name, out var value) ? value.ToString() : null);
    }
}
