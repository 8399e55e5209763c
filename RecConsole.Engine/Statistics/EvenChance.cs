using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>Of things that fell to one of two sides: the share of the one, with intervals that agree with the tests of one half.</summary>
public static class EvenChance
{
    const int Halvings = 60; // to below a double's precision

    /// <summary>At one look, exact: Clopper and Pearson 1934. Null where nothing fell to either.</summary>
    public static Interval? AtOneLook(long ofOne, long ofOther, double alpha = 0.05)
    {
        if (ofOne + ofOther == 0) return null;
        var lower = ofOne == 0 ? 0 : Beta.InvCDF(ofOne, ofOther + 1, alpha / 2);
        var upper = ofOther == 0 ? 1 : Beta.InvCDF(ofOne + 1, ofOther, 1 - alpha / 2);
        return new Interval(Share(ofOne, ofOther), lower, upper);
    }

    /// <summary>
    /// Good at every look together: all shares that <see cref="SampleRatioTest.AnytimeValue"/> does not reject, so that one half is
    /// outside exactly where its test rejects it. The Bayes factor is convex in the share that is asked about, so they are an interval.
    /// </summary>
    public static Interval? AtEveryLook(long ofOne, long ofOther, double alpha = 0.05)
    {
        if (ofOne + ofOther == 0) return null;
        var share = Share(ofOne, ofOther);
        bool IsRejected(double asked) => asked is <= 0 or >= 1
            ? asked <= 0 && ofOne > 0 || asked >= 1 && ofOther > 0
            : SampleRatioTest.AnytimeValue([ofOne, ofOther], [asked, 1 - asked]) <= alpha;
        return new Interval(share, End(share, 0, IsRejected), End(share, 1, IsRejected));
    }

    static double Share(long one, long other) => (double)one / (one + other);

    /// <summary>The last share on the way to the edge that is not rejected.</summary>
    static double End(double inside, double edge, Func<double, bool> isRejected)
    {
        if (!isRejected(edge)) return edge;
        var outside = edge;
        for (var step = 0; step < Halvings; step++)
        {
            var middle = (inside + outside) / 2;
            if (isRejected(middle)) outside = middle;
            else inside = middle;
        }
        return inside;
    }
}
