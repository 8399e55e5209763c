using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class SpanWordsTests
{
    [Theory]
    [InlineData("1.00:00:00", "1 day")]
    [InlineData("28.00:00:00", "28 days")]
    [InlineData("12:00:00", "12 hours")]
    [InlineData("1.06:30:00", "1 day 6 hours 30 minutes")]
    [InlineData("01:00:01", "1 hour 1 second")]
    [InlineData("00:01:00", "1 minute")]
    [InlineData("00:00:00.25", "0.25 seconds")]
    [InlineData("00:00:01", "1 second")]
    [InlineData("00:00:00", "0 seconds")]
    [InlineData("365.00:00:00", "365 days")]
    public void Of_Span_IsSaidInUnits(string span, string expected) => Assert.Equal(expected, SpanWords.Of(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));
}
