using RecConsole.Engine.Hosting;

namespace RecConsole.Tests.Hosting;

public sealed class ModelFitterTests
{
    [Theory]
    [InlineData(null, 0, false)]
    [InlineData(null, 1, true)]
    [InlineData(0L, 49, false)]
    [InlineData(0L, 50, true)]
    [InlineData(100L, 149, false)]
    [InlineData(100L, 150, true)]
    [InlineData(100_000L, 119_999, false)]
    [InlineData(100_000L, 120_000, true)]
    public void IsDue_LogGrows_ByAFifthAndFifty(long? known, long length, bool expected) => Assert.Equal(expected, ModelFitter.IsDue(known, length));
}
