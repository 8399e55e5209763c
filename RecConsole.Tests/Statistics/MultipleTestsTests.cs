using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class MultipleTestsTests
{
    static readonly double[] P = [0.01, 0.04, 0.03, 0.005];

    // by hand, and as R's p.adjust gives them
    [Fact]
    public void Holm_StepsDown() => Assert.Equal([0.03, 0.06, 0.06, 0.02], MultipleTests.Holm(P).Select(p => Math.Round(p, 12)));

    [Fact]
    public void BenjaminiHochberg_StepsUp() => Assert.Equal([0.02, 0.04, 0.04, 0.02], MultipleTests.BenjaminiHochberg(P).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Bonferroni_TimesTheNumberUpToOne() => Assert.Equal([0.04, 0.16, 0.12, 0.02, 1], MultipleTests.Bonferroni(P).Select(p => Math.Round(p, 12)).Append(MultipleTests.Bonferroni([0.7, 0.9])[0]));
}
