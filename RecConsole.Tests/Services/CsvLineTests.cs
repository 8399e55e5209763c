using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class CsvLineTests
{
    [Fact]
    public void Of_FieldsThatNeedIt_AreQuoted() =>
        Assert.Equal("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n", CsvLine.Of("plain", "a,b", "say \"hi\"", "two\nlines", null));

    [Fact]
    public void Of_NumbersTimesAndFlags_AreInvariant() =>
        Assert.Equal("1234.5,-0.25,true,2026-11-22T10:00:00Z\r\n", CsvLine.Of(1234.5m, -0.25, true, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@cmd")]
    public void Of_TextThatASpreadsheetWouldRun_IsMadeHarmless(string text) => Assert.Equal($"'{text}\r\n", CsvLine.Of(text));
}
