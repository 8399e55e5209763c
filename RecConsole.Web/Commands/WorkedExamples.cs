using System.Text.Json;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Commands;

/// <summary>
/// In: worked examples of statistics, each with a kind, inputs and expected figures. Out: what the engine makes of the same
/// inputs. A kind is a line in the table below and reads its inputs by name.
/// </summary>
public static class WorkedExamples
{
    static readonly Dictionary<string, Func<JsonElement, Dictionary<string, object>>> Kinds = new(StringComparer.Ordinal)
    {
        ["welch_t_test_two_sided"] = inputs => Test(Welch(inputs, Alternative.TwoSided)),
        ["welch_t_test_one_sided_greater"] = inputs => Test(Welch(inputs, Alternative.Greater)),
        ["welch_t_test_one_sided_lesser"] = inputs => Test(Welch(inputs, Alternative.Less)),
        ["always_valid_two_sided"] = inputs => Test(Sequential(inputs, Alternative.TwoSided)),
        ["always_valid_one_sided_greater"] = inputs => Test(Sequential(inputs, Alternative.Greater)),
        ["always_valid_one_sided_lesser"] = inputs => Test(Sequential(inputs, Alternative.Less)),
        ["two_proportion_z_test"] = inputs => Test(TwoProportionTest.Run(Number(inputs, "control", "successes"), Whole(inputs, "control", "trials"),
            Number(inputs, "treatment", "successes"), Whole(inputs, "treatment", "trials"), Difference(inputs, DifferenceKind.Absolute), 1 - Number(inputs, "level", 0.95))),
        ["cuped_theta"] = inputs => new() { ["theta"] = CovariateSums.Theta(Covariates(inputs.GetProperty("arm_a")), Covariates(inputs.GetProperty("arm_b"))) },
        ["cuped_welch_two_sided"] = inputs => Test(Cuped(inputs)),
        ["cuped_ratio_welch_two_sided"] = inputs => Test(CupedRatio(inputs)),
        ["sample_ratio_mismatch_chi_square"] = SampleRatio,
        ["bayesian_gaussian_effect"] = BayesianEffect,
        ["bayesian_gaussian_risk"] = inputs => Risks(new GaussianPosterior(Number(inputs, "posterior_mean"), Number(inputs, "posterior_sd"))),
        ["beta_binomial_credible_interval"] = BetaInterval,
        ["beta_binomial_probability_to_beat_control"] = BetaComparison,
        ["power_two_sample_t"] = inputs => new()
        {
            ["power"] = Power.TwoSampleT(Number(inputs, "effect_size_cohen_d"), Whole(inputs, "n1"), Whole(inputs, "n2"), Side(inputs), Number(inputs, "alpha", 0.05)),
        },
        ["power_two_proportions_effect_size_h"] = inputs => new()
        {
            ["power"] = Power.TwoProportions(Number(inputs, "effect_size_cohen_h"), Whole(inputs, "n_per_arm"), Side(inputs), Number(inputs, "alpha", 0.05)),
        },
        ["effect_variance"] = inputs => new()
        {
            ["variance"] = ArmDifference.Variance(new(Whole(inputs, "n_a"), Number(inputs, "mean_a"), Number(inputs, "variance_a")),
                new(Whole(inputs, "n_b"), Number(inputs, "mean_b"), Number(inputs, "variance_b")), Difference(inputs, DifferenceKind.Absolute)),
        },
        ["power_relative_mean"] = inputs => new()
        {
            ["power"] = Power.RelativeMean(Number(inputs, "mean"), Number(inputs, "variance"), Number(inputs, "relative_effect"), PerArm(inputs), Number(inputs, "alpha", 0.05)),
        },
        ["minimum_detectable_relative_effect"] = inputs => Power.MinimumDetectableEffect(Number(inputs, "mean"), Number(inputs, "variance"), PerArm(inputs),
            Number(inputs, "power", Power.Usual), Number(inputs, "alpha", 0.05)) is { } effect ? new() { ["mde"] = effect } : [],
        ["total_sample_size_two_equal_arms_continuous"] = inputs => new()
        {
            ["total_sample_size"] = Power.TotalSampleSize(Number(inputs, "absolute_mde"), Number(inputs, "baseline_variance"), Number(inputs, "power", Power.Usual), Number(inputs, "alpha", 0.05)),
        },
        ["total_sample_size_two_equal_arms_binomial"] = inputs => new()
        {
            ["total_sample_size"] = Power.TotalSampleSize(Number(inputs, "absolute_mde"), SampleMoments.OfProportion(Number(inputs, "baseline_rate"), 1).Variance,
                Number(inputs, "power", Power.Usual), Number(inputs, "alpha", 0.05)),
        },
        ["normal_mixture_boundary_two_sided"] = NormalMixture,
        ["polynomial_stitching_boundary"] = inputs => new()
        {
            ["bound"] = UniformBoundary.PolynomialStitching(Number(inputs, "v"), Number(inputs, "v_min"), Number(inputs, "c"), Number(inputs, "s"), Number(inputs, "eta"), Number(inputs, "alpha", 0.05)),
        },
    };

    public static IReadOnlyCollection<string> KnownKinds => Kinds.Keys;

    /// <summary>Figures by name; null for a kind that is not known. A figure that does not exist is not among them.</summary>
    /// <exception cref="KeyNotFoundException">An input is missing.</exception>
    public static IReadOnlyDictionary<string, object>? Recompute(string kind, JsonElement inputs) => Kinds.TryGetValue(kind, out var recompute) ? recompute(inputs) : null;

    static Dictionary<string, object> Test(Statistic<TestResult> found) => found.Exists
        ? new()
        {
            ["point_estimate"] = found.Value.Estimate, ["difference"] = found.Value.Estimate, ["standard_error"] = found.Value.StandardError,
            ["ci_lower"] = found.Value.Lower, ["ci_upper"] = found.Value.Upper, ["p_value"] = found.Value.PValue,
        }
        : new() { ["problem"] = found.Why.ToString() };

    static Statistic<TestResult> Welch(JsonElement inputs, Alternative alternative) =>
        WelchTest.Run(Moments(inputs.GetProperty("a")), Moments(inputs.GetProperty("b")), Difference(inputs, DifferenceKind.Relative), alternative, Number(inputs, "alpha", 0.05));

    static Statistic<TestResult> Sequential(JsonElement inputs, Alternative alternative) =>
        ConfidenceSequence.Run(Moments(inputs.GetProperty("a")), Moments(inputs.GetProperty("b")), Difference(inputs, DifferenceKind.Relative), alternative,
            Number(inputs, "alpha", 0.05), Number(inputs, "tuning_parameter", ConfidenceSequence.DefaultTuning));

    static Statistic<TestResult> Cuped(JsonElement inputs)
    {
        var (a, b) = (Covariates(inputs.GetProperty("arm_a")), Covariates(inputs.GetProperty("arm_b")));
        var theta = CovariateSums.Theta(a, b);
        return WelchTest.Run(a.Adjusted(theta), b.Adjusted(theta), Difference(inputs, DifferenceKind.Relative), Alternative.TwoSided, Number(inputs, "alpha", 0.05));
    }

    static Statistic<TestResult> CupedRatio(JsonElement inputs)
    {
        var (a, b) = (Ratios(inputs.GetProperty("arm_a")), Ratios(inputs.GetProperty("arm_b")));
        if (RatioCovariateSums.Theta(a, b) is not { } theta || a.Adjusted(theta) is not { } control || b.Adjusted(theta) is not { } treatment) return NoStatistic.DenominatorIsZero;
        return WelchTest.Run(control, treatment, Difference(inputs, DifferenceKind.Relative), Alternative.TwoSided, Number(inputs, "alpha", 0.05));
    }

    static Dictionary<string, object> SampleRatio(JsonElement inputs)
    {
        static double PValue(JsonElement one) => SampleRatioTest.PValue(
            [.. one.GetProperty("observed").EnumerateArray().Select(count => count.GetInt64())], [.. one.GetProperty("expected_weights").EnumerateArray().Select(weight => weight.GetDouble())]);
        return inputs.TryGetProperty("cases", out var cases)
            ? new() { ["p_values"] = cases.EnumerateArray().Select(PValue).ToArray() }
            : new() { ["p_value"] = PValue(inputs) };
    }

    static Dictionary<string, object> BayesianEffect(JsonElement inputs)
    {
        var found = GaussianPosterior.Of(Moments(inputs.GetProperty("a")), Moments(inputs.GetProperty("b")), Difference(inputs, DifferenceKind.Relative));
        if (!found.Exists) return new() { ["problem"] = found.Why.ToString() };
        var (posterior, interval) = (found.Value, found.Value.Credible());
        var figures = Risks(posterior);
        (figures["point_estimate"], figures["standard_error"]) = (posterior.Mean, posterior.Deviation);
        (figures["ci_lower"], figures["ci_upper"], figures["chance_to_win"]) = (interval.Lower, interval.Upper, posterior.ProbabilityToBeatControl);
        return figures;
    }

    static Dictionary<string, object> Risks(GaussianPosterior posterior) => new() { ["risk_control"] = posterior.RiskOfControl, ["risk_treatment"] = posterior.RiskOfTreatment };

    static Dictionary<string, object> BetaInterval(JsonElement inputs)
    {
        var interval = Rate(inputs, inputs).Credible(Number(inputs, "level", 0.95));
        return new() { ["ci_lower"] = interval.Lower, ["ci_upper"] = interval.Upper };
    }

    static Dictionary<string, object> BetaComparison(JsonElement inputs)
    {
        var (control, treatment) = (Rate(inputs.GetProperty("control"), inputs), Rate(inputs.GetProperty("treatment"), inputs));
        var (wins, loss) = (treatment.ProbabilityToBeat(control), treatment.RiskAgainst(control));
        return new()
        {
            ["probability_exact"] = wins, ["probability_source_monte_carlo"] = wins, ["probability"] = wins,
            ["treatment_expected_loss_exact"] = loss, ["treatment_expected_loss_source_monte_carlo"] = loss, ["treatment_expected_loss"] = loss,
        };
    }

    static Dictionary<string, object> NormalMixture(JsonElement inputs)
    {
        var rho = UniformBoundary.BestRho(Number(inputs, "v_opt"), Number(inputs, "alpha_opt"));
        return new()
        {
            ["best_rho"] = rho,
            ["log_supermartingale"] = UniformBoundary.LogNormalMixture(Number(inputs, "s"), Number(inputs, "v"), rho),
            ["bound"] = UniformBoundary.NormalMixture(Number(inputs, "v"), rho, Number(inputs, "alpha", 0.05)),
        };
    }

    static BetaPosterior Rate(JsonElement one, JsonElement prior) =>
        BetaPosterior.Of(Number(one, "successes"), Number(one, "trials"), Number(prior, "prior_alpha", 0.5), Number(prior, "prior_beta", 0.5));

    static SampleMoments Moments(JsonElement arm) => arm.GetProperty("statistic").GetString() == "proportion"
        ? SampleMoments.OfProportion(Number(arm, "sum"), Whole(arm, "n"))
        : new MeanSums(Whole(arm, "n"), Number(arm, "sum"), Number(arm, "sum_squares")).Moments;

    static CovariateSums Covariates(JsonElement arm) => new(Whole(arm, "n"), Number(arm, "post_sum"), Number(arm, "post_sum_squares"),
        Number(arm, "pre_sum"), Number(arm, "pre_sum_squares"), Number(arm, "post_pre_sum_of_products"));

    static RatioCovariateSums Ratios(JsonElement arm) => new(Whole(arm, "n"),
        new RatioSums(Whole(arm, "n"), Number(arm, "numerator_post_sum"), Number(arm, "denominator_post_sum"), Number(arm, "numerator_post_sum_squares"),
            Number(arm, "sum_numerator_post_x_denominator_post"), Number(arm, "denominator_post_sum_squares")),
        new RatioSums(Whole(arm, "n"), Number(arm, "numerator_pre_sum"), Number(arm, "denominator_pre_sum"), Number(arm, "numerator_pre_sum_squares"),
            Number(arm, "sum_numerator_pre_x_denominator_pre"), Number(arm, "denominator_pre_sum_squares")),
        Number(arm, "sum_numerator_post_x_numerator_pre"), Number(arm, "sum_numerator_post_x_denominator_pre"),
        Number(arm, "sum_numerator_pre_x_denominator_post"), Number(arm, "sum_denominator_post_x_denominator_pre"));

    static DifferenceKind Difference(JsonElement inputs, DifferenceKind otherwise) =>
        !inputs.TryGetProperty("difference", out var kind) ? otherwise : kind.GetString() == "relative" ? DifferenceKind.Relative : DifferenceKind.Absolute;

    static Alternative Side(JsonElement inputs) => (inputs.TryGetProperty("alternative", out var side) ? side.GetString() : "two-sided") switch
    {
        "larger" or "greater" => Alternative.Greater,
        "smaller" or "less" => Alternative.Less,
        _ => Alternative.TwoSided,
    };

    static double PerArm(JsonElement inputs) => Number(inputs, "total_users") / Number(inputs, "arms", 2);

    static double Number(JsonElement inputs, string name) => inputs.GetProperty(name).GetDouble();

    static double Number(JsonElement inputs, string name, double otherwise) => inputs.TryGetProperty(name, out var given) ? given.GetDouble() : otherwise;

    static double Number(JsonElement inputs, string part, string name) => inputs.GetProperty(part).GetProperty(name).GetDouble();

    static long Whole(JsonElement inputs, string name) => inputs.GetProperty(name).GetInt64();

    static long Whole(JsonElement inputs, string part, string name) => inputs.GetProperty(part).GetProperty(name).GetInt64();
}
