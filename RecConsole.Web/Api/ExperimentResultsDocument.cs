using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Api;

/// <summary>What <c>GET /api/v1/experiments/{key}/results</c> answers: of each metric what <c>analyze</c> prints of one, with health and verdict over all.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="AsOfStop">Whether these are the figures that it was stopped on; else what came after a stop is in them.</param>
/// <param name="FamilySize">Comparisons over which the p-values of goals are corrected.</param>
public sealed record ExperimentResultsDocument(string Experiment, int Phase, DateTimeOffset At, bool AsOfStop, DateTimeOffset Started, long Units, int FamilySize, double? UnitsNeeded, double? DaysNeeded,
    IReadOnlyList<MeasuredMetric> Metrics, SampleRatioDocument? SampleRatio, IReadOnlyList<HealthCheck> Health, IReadOnlyList<ExperimentDecision> Verdicts, VerdictDocument? Verdict)
{
    /// <summary>Of an interleaving, which has no metrics by arm and no sample ratio; its health has the check of the draft.</summary>
    public InterleavingDocument? Interleaving { get; init; }

    /// <summary>Only of a bandit: its arms and periods.</summary>
    public BanditDocument? Bandit { get; init; }

    internal static ExperimentResultsDocument Of(ExperimentResults results, bool asOfStop) => new(
        results.Key, results.Phase, results.At, asOfStop, results.Started, results.Units, results.FamilySize, results.UnitsNeeded, results.DaysNeeded,
        [.. results.Metrics.Select(MeasuredMetric.Of)], results.Interleaving is null ? new(results.LowestSampleRatio, results.LowestSampleRatio >= SampleRatioTest.Alarm) : null, results.Health, results.Decisions,
        results.Decision is { } decision ? new(decision.Code, decision.Sentence, decision.Reasons, decision.DaysLeft) : null)
    {
        Interleaving = results.Interleaving is { } both ? InterleavingDocument.Of(both) : null,
        Bandit = results.Bandit is { } bandit ? BanditDocument.Of(bandit) : null,
    };
}

/// <param name="PValue">Of the sequential test, the lowest so far.</param>
public sealed record SampleRatioDocument(double PValue, bool Ok);

public sealed record VerdictDocument(DecisionCode Code, string Sentence, IReadOnlyList<string> Reasons, double? DaysLeft);

/// <param name="Metric">As the definition names it; <paramref name="Name"/> is for reading.</param>
/// <param name="Cut">Values above it counted as this.</param>
public sealed record MeasuredMetric(ShopMetric Metric, string Name, MetricKind Kind, MetricRole Role, bool HigherIsBetter, double? Cut, IReadOnlyList<MeasuredMetric.Arm> Variants, IReadOnlyList<MeasuredMetric.Comparison> Comparisons)
{
    internal static MeasuredMetric Of(MetricOutcome outcome) => new(outcome.Metric.Metric, outcome.Name, outcome.Metric.Kind, outcome.Metric.Role, outcome.Metric.HigherIsBetter, outcome.Cut,
        [.. outcome.Arms.Select(arm => new Arm(arm.Name, arm.Units, arm.Value, arm.StandardError))],
        [.. outcome.Looks.Select(look => new Comparison(look.Arm, look.Control, Of(look.Absolute), Of(look.Fixed), Of(look.AbsoluteSequential), Of(look.Sequential), look.AdjustedPValue,
            look.Cuped is null ? null : new CupedFigures(Of(look.CupedAbsolute), Of(look.Cuped), Of(look.CupedSequential), look.VarianceReduction),
            look.ProbabilityToBeatControl is null ? null : new BayesianFigures(look.ProbabilityToBeatControl, look.Risk),
            outcome.Metric.Role == MetricRole.Guardrail ? null : look.Goal, outcome.Metric.Role == MetricRole.Guardrail ? look.Guardrail : null, look.Why == NoStatistic.None ? null : look.Why))]);

    internal static Figures? Of(TestResult? found) => found is null ? null : new(found.Estimate, found.StandardError, found.Lower, found.Upper, found.PValue);

    public sealed record Arm(string Name, long Units, double? Value, double? StandardError);

    public sealed record Figures(double Estimate, double StandardError, double CiLower, double CiUpper, double PValue);

    /// <param name="Absolute">In the metric's unit; the two that follow are shares of the control's value.</param>
    public sealed record CupedFigures(Figures? Absolute, Figures? Relative, Figures? RelativeSequential, double? VarianceReduction);

    public sealed record BayesianFigures(double? ProbabilityToBeatControl, double? Risk);

    /// <param name="Absolute">In the metric's unit, at one look; <paramref name="Sequential"/> the same at every look. The two relative ones are shares of the control's value.</param>
    /// <param name="AdjustedPValue">Of the absolute difference that decides: CUPED where there is one, at every look where the plan says so; corrected over the family.</param>
    public sealed record Comparison(string Variant, string Control, Figures? Absolute, Figures? Relative, Figures? Sequential, Figures? RelativeSequential, double? AdjustedPValue, CupedFigures? Cuped, BayesianFigures? Bayesian,
        GoalState? State, GuardrailState? Guardrail, NoStatistic? Why);
}
