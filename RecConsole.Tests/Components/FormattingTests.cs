using RecConsole.Web.Components.Shared;

namespace RecConsole.Tests.Components;

public sealed class FormattingTests
{
    [Theory]
    [InlineData(0.0625, 2, "6.25%")]
    [InlineData(1.0, 0, "100%")]
    [InlineData(null, 2, "–")]
    [InlineData(double.NaN, 2, "–")]
    public void Percent_Ratio_HasItsSign(double? ratio, int decimals, string expected) => Assert.Equal(expected, Formatting.Percent(ratio, decimals));

    [Theory]
    [InlineData(3, "+3")]
    [InlineData(-2, "−2")]
    [InlineData(0, "0")]
    public void Signed_Number_ShowsTheSign(double value, string expected) => Assert.Equal(expected, Formatting.Signed(value));

    [Theory]
    [InlineData(0.2, "just now")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(7200, "2 h")]
    [InlineData(172_800, "2 d")]
    public void Age_Seconds_InOneUnit(double seconds, string expected) => Assert.Equal(expected, Formatting.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1250, "1.3k")]
    [InlineData(3_400_000, "3.4M")]
    [InlineData(-1250, "-1.3k")]
    public void Compact_Count_IsShort(long value, string expected) => Assert.Equal(expected, Formatting.Compact(value));

    [Theory]
    [InlineData(0.424, "0.42")]
    [InlineData(31.26, "31.3")]
    [InlineData(1280.0, "1,280")]
    [InlineData(null, "–")]
    public void Milliseconds_Value_HasThreeDigits(double? value, string expected) => Assert.Equal(expected, Formatting.Milliseconds(value));

    [Theory]
    [InlineData("ppmi-64", "ppmi-64")]
    [InlineData("21e5bd665923650a4574a879e3d95111", "21e5bd665923")]
    public void Hash_Long_IsCut(string hash, string expected) => Assert.Equal(expected, Formatting.Hash(hash));

    [Fact]
    public void Money_Value_HasTwoDecimals() => Assert.Equal("1,234.50", Formatting.Money(1234.5m));
}
