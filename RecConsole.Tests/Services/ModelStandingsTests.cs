using RecConsole.Engine.Hosting;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ModelStandingsTests
{
    [Theory]
    [InlineData(null, true, 10, ModelStanding.Ready)]
    [InlineData("Renewing the model", true, 10, ModelStanding.Ready)]
    [InlineData("Fitting the first model", false, 10, ModelStanding.Coming)]
    [InlineData(null, false, 10, ModelStanding.Coming)]
    [InlineData("Reading the log of events", false, 0, ModelStanding.Coming)]
    [InlineData(null, false, 0, ModelStanding.NothingToLearn)]
    public void Of_PhaseAndEvents_SaysWhatIsTrue(string? task, bool ready, long events, ModelStanding expected) =>
        Assert.Equal(expected, ModelStandings.Of(new ShopPhase(ShopSource.Imported, task, 0, ready), events));
}
