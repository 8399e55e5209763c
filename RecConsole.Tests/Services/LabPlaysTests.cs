using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class LabPlaysTests
{
    readonly LabPlays plays = new();

    static LabShopper Shopper(int n) => new(null, new SessionId($"lab-{n}"));

    static LabPlay Play(int n) => new(Shopper(n), [new LabStep(1, "home", 12, null, new Slate(new SlateId("s"), "default", "r", "m"), [], SessionState.Empty)]);

    [Fact]
    public void Keep_MoreThanFit_ForgetsTheOneThatRestedLongest()
    {
        for (var n = 0; n < LabPlays.MaxPlays; n++) plays.Keep(Play(n));
        plays.Keep(Play(0));

        plays.Keep(Play(LabPlays.MaxPlays));

        Assert.NotNull(plays.Find(Shopper(0)));
        Assert.Null(plays.Find(Shopper(1)));
        Assert.NotNull(plays.Find(Shopper(LabPlays.MaxPlays)));
    }

    [Fact]
    public void Find_SameVisitOfAnotherShopper_IsAnotherPlay()
    {
        plays.Keep(Play(1));

        Assert.Null(plays.Find(Shopper(1) with { UserId = new UserId("ann") }));
    }
}
