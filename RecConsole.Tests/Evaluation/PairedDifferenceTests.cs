using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Evaluation;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Of_SameFigures_IsZeroWithoutWidth()
    {
        double[] figures = [0, 0.5, 1, 0.63];

        var difference = PairedDifference.Of(figures, figures, seed: 1);

        Assert.Equal((0.0, 0.0, 0.0), (difference.Value, difference.Lower, difference.Upper));
    }

    [Fact]
    public void Of_CasesThatVaryTogether_IsNarrowerThanEitherAndSeesASmallLoss()
    {
        var rng = new Rng(4);
        var theirs = Enumerable.Range(0, 400).Select(_ => (double)rng.NextInt(2)).ToArray();
        var ours = theirs.Select((figure, n) => figure - (n % 10 == 0 ? 0.2 : 0.01)).ToArray();

        var difference = PairedDifference.Of(ours, theirs, seed: 1);

        Assert.Equal(-0.029, difference.Value, 6);
        Assert.True(difference.Upper < 0);
        Assert.True(difference.Upper - difference.Lower < 0.02); // of either alone it would be 0.1
    }

    [Fact]
    public void Of_OtherCases_IsRefused() => Assert.Throws<ArgumentException>(() => PairedDifference.Of([1, 0], [1], seed: 1));
}
