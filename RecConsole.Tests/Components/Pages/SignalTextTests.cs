using RecConsole.Engine.Signals;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Components.Pages;

public sealed class SignalTextTests
{
    [Theory]
    [InlineData(SignalCatalog.Price, 69.95f, "69.95")]
    [InlineData(SignalCatalog.StockCover, 365f, "365 days")]
    [InlineData(SignalCatalog.Conversion, 0.0312f, "3.1%")]
    [InlineData(SignalCatalog.Margin, 0.4f, "40.0%")]
    [InlineData(SignalCatalog.Trend, 1.5f, "× 1.50")]
    [InlineData(SignalCatalog.Campaign, 0f, "no")]
    [InlineData(SignalCatalog.Popularity, 12.34f, "12.3 weighted events")]
    [InlineData(SignalCatalog.Popularity, null, "–")]
    public void Value_Signal_IsInItsOwnWords(string key, float? raw, string expected) =>
        Assert.Equal(expected, SignalText.Value(new SignalCatalog([]).All.Single(signal => signal.Key == key), raw));
}
