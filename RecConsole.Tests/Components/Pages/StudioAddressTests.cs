using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class StudioAddressTests
{
    [Fact]
    public void Parse_OwnSearch_ComesBackTheSame()
    {
        var address = new StudioAddress
        {
            Tab = "rules",
            Shopper = new StudioShopper(StudioShopperKind.Persona, "Runner: on a budget & more"),
            Placement = "cart/top",
            Category = "Home & Garden",
            Query = "red shoe",
            Device = "phone",
            Segment = "vip",
            Count = 30,
            Draw = 4,
            Item = "a=b",
            Why = "c#d",
            Rank = 7,
        };

        Assert.Equal(address, Parse(address.Search));
    }

    [Fact]
    public void Search_Defaults_AreLeftOut() => Assert.Equal("", new StudioAddress().Search);

    [Theory]
    [InlineData("?as=persona", StudioShopperKind.Anonymous)]
    [InlineData("?as=7:x", StudioShopperKind.Anonymous)]
    [InlineData("?as=user:u1", StudioShopperKind.User)]
    [InlineData("?as=session:s1", StudioShopperKind.Session)]
    public void Parse_Shopper_UnknownWordsAreNobody(string search, StudioShopperKind kind) => Assert.Equal(kind, Parse(search).Shopper.Kind);

    [Fact]
    public void Parse_NumbersOutOfRange_AreDrawnIn()
    {
        var address = Parse("?count=0&rank=1000&draw=-3");

        Assert.Equal((1, 100, 0), (address.Count, address.Rank, address.Draw));
    }

    static StudioAddress Parse(string search)
    {
        var parameters = QueryHelpers.ParseQuery(search);
        return StudioAddress.Parse(name => parameters.TryGetValue(name, out var value) ? value.ToString() : null);
    }
}
