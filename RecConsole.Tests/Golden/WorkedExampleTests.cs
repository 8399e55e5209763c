using System.Text.Json;
using RecConsole.Engine.Statistics;
using RecConsole.Tests.Commands;
using RecConsole.Tests.Support;
using RecConsole.Web.Commands;

namespace RecConsole.Tests.Golden;

/// <summary>Figures of other engines and of papers, to their own tolerance.</summary>
public sealed class WorkedExampleTests
{
    [SharedDataFact("stats-vectors/vectors.json")]
    public void Cases_OfOtherEngines_AllPass()
    {
        var report = WorkedExampleReport.Read(SharedData.Path("stats-vectors/vectors.json"));

        Assert.Equal(36, report.Results.Count);
        Assert.DoesNotContain(report.Results, one => one.Pass != true);
        // exact figures of the comparison of two rates, which the file's tolerance of a simulation would let slip
        var rates = report.Results.Single(one => one.Id == "beta-binomial-prob-to-beat-1").Got;
        Assert.Equal(0.962906541, (double)rates["probability"], 1e-8);
        Assert.Equal(0.0007616658, (double)rates["treatment_expected_loss"], 1e-9);
    }

    /// <summary>growthbook/growthbook, packages/stats/tests/frequentist/test_tests.py: test_two_sided_ttest and its absolute form.</summary>
    [Theory]
    [InlineData(DifferenceKind.Relative, 0.70732, -0.03526, 1.44989, 0.06191)]
    [InlineData(DifferenceKind.Absolute, 0.29, 0.04538, 0.53462, 0.02016)]
    public void Welch_OfSums_IsAsPublished(DifferenceKind kind, double estimate, double lower, double upper, double p)
    {
        var found = WelchTest.Run(new MeanSums(3407, 1396.87, 52377.9767).Moments, new MeanSums(3461, 2422.7, 134698.29).Moments, kind).Value!;

        Assert.Equal(estimate, found.Estimate, 1e-5);
        Assert.Equal(lower, found.Lower, 1e-5);
        Assert.Equal(upper, found.Upper, 1e-5);
        Assert.Equal(p, found.PValue, 1e-5);
    }

    /// <summary>growthbook/growthbook, packages/back-end/test/stats.test.ts.</summary>
    [Theory]
    [InlineData(new long[] { 1000, 1200 }, new[] { 0.5, 0.5 }, 2.0079e-05)]
    [InlineData(new long[] { 1000, 1200, 900 }, new[] { 0.5, 0.5, 0 }, 2.0079e-05)]
    [InlineData(new long[] { 500, 500, 600 }, new[] { 0.34, 0.33, 0.33 }, 0.000592638)]
    [InlineData(new long[] { 1000 }, new[] { 0.5, 0.5 }, 1)]
    public void SampleRatio_IsAsPublished(long[] observed, double[] weights, double p) => Assert.Equal(p, SampleRatioTest.PValue(observed, weights), 1e-9);

    /// <summary>Values of the R package pwr, as statsmodels' tests quote them.</summary>
    [Theory]
    [InlineData(1, 30, 30, Alternative.TwoSided, 0.967708258242517)]
    [InlineData(0.01, 30, 30, Alternative.Greater, 0.0540740302835667)]
    [InlineData(0.1, 20, 30, Alternative.TwoSided, 0.0633081832564667)]
    public void PowerOfT_IsAsPublished(double effect, long control, long treatment, Alternative alternative, double power) =>
        Assert.Equal(power, Power.TwoSampleT(effect, control, treatment, alternative), 1e-6);

    [SharedDataFact("hillstrom/hillstrom.csv.gz")]
    public async Task Analyze_Hillstrom_IsAsTheReference()
    {
        using var reference = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Path("hillstrom/reference_results.json")));
        foreach (var (metric, covariate, figures) in new[] { ("visit:binary", null, "visit"), ("conversion:binary", null, "conversion"), ("spend", "history", "spend_welch") })
        {
            string[] arguments = ["analyze", SharedData.Path("hillstrom/hillstrom.csv.gz"), "--variant", "segment", "--metric", metric, "--control", "No E-Mail", "--json", .. covariate is null ? Array.Empty<string>() : ["--covariate", covariate]];
            var run = await CommandRun.Of(arguments);
            using var result = JsonDocument.Parse(run.Output);
            foreach (var comparison in result.RootElement.GetProperty("comparisons").EnumerateArray())
            {
                var expected = reference.RootElement.GetProperty(comparison.GetProperty("variant").GetString()!).GetProperty(figures);
                var absolute = comparison.GetProperty("absolute");
                Assert.Equal(expected.GetProperty("diff").GetDouble(), absolute.GetProperty("estimate").GetDouble(), 1e-10);
                Assert.Equal(expected.GetProperty("ci")[0].GetDouble(), absolute.GetProperty("ciLower").GetDouble(), 1e-8);
                Assert.Equal(expected.GetProperty("ci")[1].GetDouble(), absolute.GetProperty("ciUpper").GetDouble(), 1e-8);
                Assert.Equal(expected.GetProperty("p").GetDouble(), absolute.GetProperty("pValue").GetDouble(), 1e-10);
                if (covariate is null) continue;
                var cuped = reference.RootElement.GetProperty(comparison.GetProperty("variant").GetString()!).GetProperty("spend_cuped_history");
                Assert.Equal(cuped.GetProperty("diff").GetDouble(), comparison.GetProperty("cuped").GetProperty("absolute").GetProperty("estimate").GetDouble(), 1e-8);
                Assert.Equal(cuped.GetProperty("se").GetDouble(), comparison.GetProperty("cuped").GetProperty("absolute").GetProperty("standardError").GetDouble(), 1e-6);
            }
            Assert.Equal(0.903693, result.RootElement.GetProperty("sampleRatio").GetProperty("pValue").GetDouble(), 1e-6);
            Assert.Equal("better", result.RootElement.GetProperty("verdict").GetProperty("code").GetString());
        }
    }
}
