using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>How experiments are written on their pages. A state is always a word and an icon, never a colour alone.</summary>
public static class ExperimentWords
{
    /// <param name="Tone">Of a badge: good, bad, warn, accent or nothing.</param>
    public readonly record struct State(string Word, string Icon, string Tone);

    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static State Of(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Running => new("Running", "play", "accent"),
        ExperimentStatus.Paused => new("Paused", "pause", "warn"),
        ExperimentStatus.Stopped => new("Stopped", "check", ""),
        _ => new("Draft", "edit", ""),
    };

    public static State Of(DecisionCode code) => code switch
    {
        DecisionCode.Ship => new("Ship", "check", "good"),
        DecisionCode.RollBack => new("Roll back", "undo", "bad"),
        DecisionCode.KeepControl => new("Keep the control", "check", ""),
        DecisionCode.Preferred => new("Variant preferred", "check", "good"),
        DecisionCode.NotPreferred => new("Control preferred", "down", "bad"),
        DecisionCode.Unhealthy => new("Unhealthy", "error", "bad"),
        DecisionCode.NoEffectOfInterest => new("No effect of interest", "same", ""),
        DecisionCode.Inconclusive => new("Inconclusive", "warning", "warn"),
        _ => new("Keep running", "clock", "accent"),
    };

    public static string Of(ExperimentMethod method) => method switch
    {
        ExperimentMethod.Bandit => "bandit: shares follow what the arms earn",
        ExperimentMethod.Interleaving => "interleaving: both variants in each slate",
        _ => "A/B test: fixed shares",
    };

    public static State Of(StopDecision decision) => decision switch
    {
        StopDecision.Ship => new("Ship a variant", "check", "good"),
        StopDecision.RollBack => new("Roll back: a variant does harm", "undo", "bad"),
        StopDecision.KeepControl => new("Keep the control", "same", ""),
        _ => new("Inconclusive", "warning", "warn"),
    };

    public static State Of(HealthState state) => state switch
    {
        HealthState.Green => new("Sound", "check", "good"),
        HealthState.Amber => new("Look at it", "warning", "warn"),
        HealthState.Red => new("Red", "error", "bad"),
        _ => new("Not yet", "clock", ""),
    };

    /// <summary>What is known of a metric of an arm, by what the metric is to the decision.</summary>
    public static State Of(MetricRole role, MetricLook look) => (role, look.Guardrail, look.Goal) switch
    {
        (MetricRole.Guardrail, GuardrailState.NonInferior, _) => new("Holds", "check", "good"),
        (MetricRole.Guardrail, GuardrailState.Inferior, _) => new("Harmed", "error", "bad"),
        (MetricRole.Guardrail, _, _) => new("Margin not excluded yet", "clock", ""),
        (_, _, GoalState.Better) => new("Better", "up", "good"),
        (_, _, GoalState.Worse) => new("Worse", "down", "bad"),
        (_, _, GoalState.NoEffectOfInterest) => new("No effect of interest", "same", ""),
        _ => new("Not decided", "clock", ""),
    };

    public static string Of(Correction correction) => correction switch
    {
        Correction.Holm => "Holm",
        Correction.BenjaminiHochberg => "Benjamini-Hochberg",
        Correction.Bonferroni => "Bonferroni",
        _ => "no correction",
    };

    public static string Of(NoStatistic why) => why switch
    {
        NoStatistic.TooFewUnits => "too few units yet",
        NoStatistic.NoVariance => "no unit differs from another yet",
        NoStatistic.ControlIsZero => "the control's value is 0: nothing is a share of it",
        NoStatistic.ArmIsZero => "the arm has none: that is 100% less, and how sure cannot be told",
        NoStatistic.TooSkewed => "too few to tell yet by how much; the difference itself is not told from none",
        NoStatistic.DenominatorIsZero => "nothing to divide by yet",
        _ => "",
    };

    /// <summary>Why a change that was computed is not told.</summary>
    public static string Untold(ShopMetric metric, TestResult test) => test.Upper - test.Lower > 2 * RelativeChange.WidestHalf
        ? $"the interval is wider than ±{Formatting.Percent(RelativeChange.WidestHalf, 0)} of the control’s value"
        : $"the interval still reaches below −100%, where {ShopMetrics.NameOf(metric)} cannot be";

    public static string Units(ExperimentUnit unit) => unit == ExperimentUnit.Shopper ? "shoppers" : "sessions";

    /// <summary>CTR, Conversion: as it begins a line.</summary>
    public static string Name(ShopMetric metric) => Capital(ShopMetrics.NameOf(metric));

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Of one arm, in the metric's unit.</summary>
    public static string Value(ShopMetric metric, double? value) => metric switch
    {
        _ when value is null => Formatting.Unknown,
        _ when ShopMetrics.IsShare(metric) => Formatting.Percent(value),
        ShopMetric.Latency => Formatting.Milliseconds(value) + " ms",
        ShopMetric.Orders => Formatting.Number(value, 4),
        _ => Formatting.Number(value, 2),
    };

    /// <summary>A difference in the metric's unit.</summary>
    public static string Difference(ShopMetric metric, double value) => ShopMetrics.IsShare(metric)
        ? Formatting.Signed(value * 100, 2) + " points"
        : Formatting.Signed(value, metric == ShopMetric.Orders ? 4 : 2) + (metric == ShopMetric.Latency ? " ms" : "");

    /// <summary>+3.21%</summary>
    public static string Change(double share, int decimals = 2) => double.IsFinite(share) ? Formatting.Signed(share * 100, decimals) + "%" : Formatting.Unknown;

    /// <summary>−1.20 to +7.62%</summary>
    public static string Range(double lower, double upper) => $"{Formatting.Signed(lower * 100, 2)} to {Formatting.Signed(upper * 100, 2)}%";

    public static string Range(TestResult? test) => test is null ? Formatting.Unknown : Range(test.Lower, test.Upper);

    public static string PValue(double? p) => p switch
    {
        null => Formatting.Unknown,
        < 0.0001 => "< 0.0001",
        _ => p.Value.ToString("0.0000", Culture),
    };

    /// <summary>12 min, 5 h, 3.4 days.</summary>
    public static string Days(double days) => days switch
    {
        < 1 / 24d => $"{Math.Max(0, days * 1440).ToString("0", Culture)} min",
        < 2 => $"{(days * 24).ToString("0.#", Culture)} h",
        _ => $"{days.ToString("0.#", Culture)} days",
    };

    /// <summary>For how long it has let units in, pauses counted.</summary>
    public static double DaysRun(Experiment experiment, DateTimeOffset now) =>
        experiment.StartedAt is { } started ? ((experiment.StoppedAt ?? now) - started).TotalDays : 0;

    public static string Share(double share) => Formatting.Percent(share, share is > 0 and < 0.1 ? 1 : 0);

    public static string Text(double value) => value.ToString("0.######", Culture);
}
