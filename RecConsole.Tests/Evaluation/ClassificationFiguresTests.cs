using RecConsole.Engine.Evaluation;

namespace RecConsole.Tests.Evaluation;

/// <summary>Figures of yes and no against examples worked by hand.</summary>
public sealed class ClassificationFiguresTests
{
    /// <summary>Said yes to .9 (was), .6 (was not) and .75 (was); no to .4 (was) and .1 (was not).</summary>
    [Fact]
    public void Of_FivePairs_AsByHand()
    {
        var figures = ClassificationFigures.Of([0.9f, 0.6f, 0.75f, 0.4f, 0.1f], [true, false, true, true, false]);
        Assert.Equal(5, figures.Pairs);
        Assert.Equal(0.6, figures.BaseRate, 1e-9);
        Assert.Equal(3 / 5.0, figures.Accuracy, 1e-9);
        Assert.Equal(2 / 3.0, figures.Precision!.Value, 1e-9);
        Assert.Equal(2 / 3.0, figures.Recall!.Value, 1e-9);
        Assert.Equal(2 / 3.0, figures.F1!.Value, 1e-9);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.75) + Math.Log(0.4) + Math.Log(0.9)) / 5, figures.LogLoss, 1e-6);
        Assert.Equal(-0.6 * Math.Log(0.6) - 0.4 * Math.Log(0.4), figures.BaseLogLoss, 1e-9);
        Assert.Equal(5 / 6.0, figures.Auc!.Value, 1e-9); // of six pairs only .4 against .6 is wrong
        Assert.Equal((0.1 + 0.6 + 0.25 + 0.6 + 0.1) / 5, figures.CalibrationError, 1e-6); // each in a bin of its own
    }

    /// <summary>Two bins: [.2, .3) holds .2 and .28, one of two was; [.9, 1] holds .92, 1 and .95, two of three were.</summary>
    [Fact]
    public void Of_SharedBins_ErrorIsOverTheBins()
    {
        var figures = ClassificationFigures.Of([0.2f, 0.92f, 1f, 0.28f, 0.95f], [true, true, true, false, false]);
        Assert.Equal([2, 3], figures.Bins.Select(bin => bin.Pairs));
        Assert.Equal([0.2, 0.9], figures.Bins.Select(bin => bin.From));
        Assert.Equal(0.24, figures.Bins[0].Probability, 1e-6);
        Assert.Equal(2 / 3.0, figures.Bins[1].Share, 1e-6);
        Assert.Equal(2 / 5.0 * (0.5 - 0.24) + 3 / 5.0 * (2.87 / 3 - 2 / 3.0), figures.CalibrationError, 1e-6);
    }

    [Fact]
    public void Of_Ties_CountHalf() => Assert.Equal(0.5, ClassificationFigures.Of([0.3f, 0.3f, 0.3f], [true, false, false]).Auc);

    [Fact]
    public void Of_NeverYes_HasNoPrecision()
    {
        var figures = ClassificationFigures.Of([0.1f, 0.2f], [false, false]);
        Assert.Equal((null, null, null, null), (figures.Precision, figures.Recall, figures.F1, figures.Auc));
        Assert.Equal((1, 0), (figures.Accuracy, figures.BaseLogLoss));
    }

    [Fact]
    public void Of_CertainAndWrong_StaysFinite() => Assert.InRange(ClassificationFigures.Of([1f], [false]).LogLoss, 15, 17);

    [Fact]
    public void Of_NoPairs_IsRefused() => Assert.Throws<ArgumentException>(() => ClassificationFigures.Of([], []));
}
