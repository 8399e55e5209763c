using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

public sealed class RampStudyTests
{
    /// <summary>At most 5 % chance each: more than 11 of 60 has less than one chance in ten thousand, if the promise holds (binomial).</summary>
    [Fact]
    public void Run_HealthyRamps_AreSeldomRolledBack() => Assert.InRange(new RampStudy(60, Harm: 0, Seed: 3) { UnitsPerStep = 2_000, LooksPerStep = 10 }.Run().RolledBack, 0, 11);

    [Fact]
    public void Run_RampsThatHalveConversion_AreRolledBack()
    {
        var found = new RampStudy(20, Harm: 0.5, Seed: 3) { UnitsPerStep = 4_000, LooksPerStep = 10 }.Run();

        Assert.Equal(20, found.RolledBack);
        Assert.InRange(found.MedianUnits!.Value, 200, 4_000);
    }

    [Fact]
    public void Run_SameSeed_IsTheSame() => Assert.Equal(new RampStudy(5, 0.5, 9).Run(), new RampStudy(5, 0.5, 9).Run());
}
