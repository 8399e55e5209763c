using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Events;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Components.Pages;

public sealed class LabAddressTests
{
    [Fact]
    public void Parse_OwnPath_ComesBackTheSame()
    {
        var address = new LabAddress("shopper & co", "lab-1", "cart/top", 30, "Runner on a budget");

        Assert.Equal(address, Parse(address.Path));
    }

    [Fact]
    public void Path_Defaults_AreLeftOut() => Assert.Equal("lab?session=s1", new LabAddress(null, "s1", LabAddress.DefaultPlacement, LabAddress.DefaultCount).Path);

    [Theory]
    [InlineData("lab?count=0", 1)]
    [InlineData("lab?count=1000", 100)]
    [InlineData("lab?count=ten", LabAddress.DefaultCount)]
    public void Parse_CountOutOfRange_IsDrawnIn(string path, int expected) => Assert.Equal(expected, Parse(path).Count);

    [Fact]
    public void Parse_IdThatNoEventMayCarry_IsNotTaken() =>
        Assert.Null(Parse("lab?shopper=" + new string('x', EventValidator.MaxIdLength + 1)).Shopper);

    [Theory]
    [InlineData("shopper", "at most 128 characters; this one has 129")]
    [InlineData("placement", "A placement")]
    public void Problem_IdThatIsTooLong_SaysWhatWouldBeRight(string name, string part) =>
        Assert.Contains(part, LabAddress.Problem(asked => asked == name ? new string('x', EventValidator.MaxIdLength + 1) : null), StringComparison.Ordinal);

    [Fact]
    public void Problem_AddressThatIsRight_HasNone() => Assert.Null(LabAddress.Problem(name => name == "shopper" ? "ann" : null));

    [Fact]
    public void Played_AnonymousVisit_StandsForItsShopper()
    {
        var played = Parse("lab?session=s1").Played!;

        Assert.Null(played.UserId);
        Assert.Equal("s1", played.EventUser.Value);
        Assert.Null(Parse("lab").Played);
    }

    static LabAddress Parse(string path)
    {
        var parameters = QueryHelpers.ParseQuery(path.Contains('?', StringComparison.Ordinal) ? path[path.IndexOf('?', StringComparison.Ordinal)..] : "");
        return LabAddress.Parse(name => parameters.TryGetValue(name, out var value) ? value.ToString() : null);
    }
}
