using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Services;

/// <summary>What <c>analyze</c> prints of a table, and the page saves.</summary>
public sealed class AnalysisText(CsvAnalysis analysis)
{
    // a figure beyond the range of numbers is written as a word: no value in a file may break its answer
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    readonly AnalyzedTable table = analysis.Table;
    readonly MetricResult result = analysis.Result;

    public string ToJson() => JsonSerializer.Serialize(new
    {
        metric = result.Metric,
        kind = result.Kind,
        rows = table.Rows,
        multipleExposures = table.MultipleExposures,
        leftOut = table.LeftOut is { } lost ? new { rows = lost.Rows, pValue = lost.PValue, ok = lost.IsEven, first = lost.First, variants = lost.Arms.Select(arm => new { name = arm.Arm, leftOut = arm.LeftOut, rows = arm.All }) } : null,
        variants = result.Arms.Select(arm => new { name = arm.Name, units = arm.Units, value = arm.Value, standardError = arm.StandardError }),
        comparisons = result.Comparisons.Select(one => new
        {
            variant = one.Arm,
            control = one.Control,
            absolute = Figures(one.Absolute),
            adjustedPValue = one.AdjustedPValue,
            relative = Figures(one.Relative),
            relativeWhy = one.RelativeWhy == NoStatistic.None ? (NoStatistic?)null : one.RelativeWhy,
            sequential = Figures(one.Sequential),
            cuped = one.Cuped is null ? null : new { absolute = Figures(one.Cuped), varianceReduction = one.VarianceReduction },
            bayesian = one.ProbabilityToBeatControl is null ? null : new { probabilityToBeatControl = one.ProbabilityToBeatControl, risk = one.Risk },
            why = one.Why == NoStatistic.None ? (NoStatistic?)null : one.Why,
        }),
        sampleRatio = new { pValue = result.SampleRatioPValue, ok = result.IsSampleRatioSound },
        verdict = new { code = result.Verdict.Code, sentence = result.Verdict.Sentence },
    }, Json);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(result.Verdict.Sentence);
        text.AppendLine();
        foreach (var arm in result.Arms) text.AppendLine(CultureInfo.InvariantCulture, $"{arm.Name,-24} {arm.Units,10:N0} units   {result.Metric} {(arm is { Value: { } value, StandardError: { } error } ? string.Create(CultureInfo.InvariantCulture, $"{value:0.######} (standard error {error:0.######})") : "without a figure")}");
        foreach (var one in result.Comparisons)
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"{one.Arm} against {one.Control}{(one.Why == NoStatistic.None ? "" : $": no figure, since {Why(one.Why)}")}");
            Append(text, "absolute", one.Absolute);
            Append(text, "relative", one.Relative);
            if (one is { Absolute: not null, RelativeWhy: not NoStatistic.None }) text.AppendLine(CultureInfo.InvariantCulture, $"  {"relative",-22}  {Words(one)}");
            Append(text, "at every look", one.Sequential);
            Append(text, "CUPED", one.Cuped);
            if (one.VarianceReduction is { } reduction) text.AppendLine(CultureInfo.InvariantCulture, $"  the covariate explains  {reduction:0.0%} of the variance");
            if (one is { Absolute: not null, ProbabilityToBeatControl: { } wins }) text.AppendLine(CultureInfo.InvariantCulture, $"  probability to beat     {wins:0.0000}, risk {one.Risk:0.######}");
        }
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"sample ratio  {MetricVerdict.P(result.SampleRatioPValue)}, {(result.IsSampleRatioSound ? "as it should be" : "NOT as it should be")}");
        text.Append(CultureInfo.InvariantCulture, $"{table.Rows:N0} rows, {table.Units:N0} units, {table.MultipleExposures:N0} of them in more than one arm and left out");
        if (table.LeftOut is { } lost) text.AppendLine().Append(lost.Sentence);
        return text.ToString();
    }

    static string Words(ArmComparison one) => one.RelativeWhy switch
    {
        NoStatistic.ControlIsZero => $"none: {one.Control} is 0, and nothing is a share of that",
        NoStatistic.ArmIsZero => $"-100 %, without an interval: {one.Arm} is 0 in every unit; the absolute difference has one",
        var why => $"none, since {Why(why)}",
    };

    static string Why(NoStatistic why) => why switch
    {
        NoStatistic.TooFewUnits => "an arm has fewer than two units",
        NoStatistic.NoVariance => "no value differs from another",
        NoStatistic.DenominatorIsZero => "the denominator is 0 in an arm",
        NoStatistic.TooSkewed => "too few have done it to say by how much",
        NoStatistic.ControlIsZero => "the control is 0",
        NoStatistic.ArmIsZero => "the arm is 0 in every unit",
        _ => why.ToString(),
    };

    static void Append(StringBuilder text, string name, TestResult? found)
    {
        if (found is not null) text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-22}  {found.Estimate:+0.######;-0.######}   ({found.Lower:+0.######;-0.######} to {found.Upper:+0.######;-0.######})   {MetricVerdict.P(found.PValue)}");
    }

    static object? Figures(TestResult? found) => found is null ? null : new { estimate = found.Estimate, standardError = found.StandardError, ciLower = found.Lower, ciUpper = found.Upper, pValue = found.PValue };
}
