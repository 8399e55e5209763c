using RecConsole.Engine.Experiments;

namespace RecConsole.Web.Services;

/// <summary>The statistics of the experiment pages on anybody's table: what the command <c>analyze</c> prints and the page shows.</summary>
/// <param name="MultipleExposures">Null where no column says whom a row is of.</param>
public sealed record CsvAnalysis(AnalysisQuestion Question, AnalyzedTable Table, MetricResult Result, HealthCheck? MultipleExposures)
{
    public long UnitsInArms => Result.Arms.Sum(arm => arm.Units);

    /// <summary>The part of the units that an arm should have.</summary>
    public double PlannedShare(int arm) => Question.Weights is { } weights ? weights[arm] / weights.Sum() : 1.0 / Result.Arms.Count;

    /// <param name="maxUnits">Units beyond which the table is refused, where they have several rows: all of them are held in memory.</param>
    /// <exception cref="AnalysisFailedException">The file, a column, a value or what was asked is wrong.</exception>
    public static CsvAnalysis Run(string path, AnalysisQuestion question, long maxUnits = long.MaxValue, CancellationToken cancellation = default)
    {
        var table = AnalyzedTable.Read(path, question, maxUnits, cancellation);
        var names = string.Join(", ", table.Arms.Select(arm => $"'{arm.Name}'"));
        if (table.Arms.Count == 1) throw new AnalysisFailedException($"All rows are of one arm, {names}: a comparison wants two or more. Is '{question.Variant}' the column that names the arm?");
        if (question.Control is { } wanted && table.Arms.All(arm => arm.Name != wanted)) throw new AnalysisFailedException($"No arm is called '{wanted}'; there are {names}.");
        if (question.Weights is { } weights && weights.Count != table.Arms.Count)
            throw new AnalysisFailedException($"There are {table.Arms.Count} arms and {weights.Count} weights: each arm has one, in the order {names}.");
        try
        {
            var result = MetricAnalysis.Run(question.Metric.Name, question.Metric.Kind, table.Arms, question.Control ?? table.Arms[0].Name, question.Covariate is not null, question.Weights);
            if (result.Arms.FirstOrDefault(arm => !double.IsFinite(arm.Value ?? 0) || !double.IsFinite(arm.StandardError ?? 0)) is { } beyond)
                throw new AnalysisFailedException($"The values of {question.Metric.Name} in arm '{beyond.Name}' are too large to be added up: give them in a larger unit.");
            var several = question.Unit is null ? null : HealthChecks.MultipleExposures(table.MultipleExposures, table.Units);
            var red = several is { State: HealthState.Red } ? several.Sentence : table.LeftOut is { IsEven: false } lost ? lost.Sentence : null;
            return new(question, table, red is not null && result.Verdict.Code != VerdictCode.Unhealthy
                ? result with { Verdict = new MetricVerdict(VerdictCode.Unhealthy, $"{red} No figure can be trusted until that is found.") }
                : result, several);
        }
        catch (ArgumentException wrong)
        {
            throw new AnalysisFailedException($"Nothing can be computed of {question.Metric.Name}: {wrong.Message}", wrong);
        }
    }
}
