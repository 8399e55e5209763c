using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>What is believed of an effect under a flat prior, or a Gaussian one, by the central limit theorem: a Gaussian.</summary>
public sealed record GaussianPosterior(double Mean, double Deviation)
{
    /// <summary>Under a flat prior.</summary>
    public static Statistic<GaussianPosterior> Of(SampleMoments control, SampleMoments treatment, DifferenceKind kind)
    {
        var found = ArmDifference.Of(control, treatment, kind);
        return found.Exists ? new GaussianPosterior(found.Value.Value, found.Value.StandardError) : found.Why;
    }

    /// <summary>With a Gaussian prior of the effect: precisions add up.</summary>
    public GaussianPosterior With(GaussianPosterior prior)
    {
        var (own, before) = (1 / (Deviation * Deviation), 1 / (prior.Deviation * prior.Deviation));
        return new((own * Mean + before * prior.Mean) / (own + before), Math.Sqrt(1 / (own + before)));
    }

    public double ProbabilityToBeatControl => Normal.CDF(0, 1, Mean / Deviation);

    /// <summary>What is lost on average by keeping the control: E[max(effect, 0)].</summary>
    public double RiskOfControl => ExpectedExcess(Mean);

    /// <summary>What is lost on average by taking the treatment: E[max(-effect, 0)].</summary>
    public double RiskOfTreatment => ExpectedExcess(-Mean);

    public Interval Credible(double level = 0.95)
    {
        var half = Normal.InvCDF(0, 1, (1 + level) / 2) * Deviation;
        return new Interval(Mean, Mean - half, Mean + half);
    }

    double ExpectedExcess(double mean) => mean * Normal.CDF(0, 1, mean / Deviation) + Deviation * Normal.PDF(0, 1, mean / Deviation);
}
