using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Services;

/// <summary>
/// Anybody's CSV (plain or gzip, with a header) as the arms of an experiment. With a unit column its rows are added up first:
/// a binary metric happened if it did in any row, the covariate is that of the unit's first row, and a unit that was seen in two
/// arms counts in none. A row with a cell that cannot be read is left out and counted.
/// </summary>
/// <param name="Arms">In alphabetical order.</param>
/// <param name="MultipleExposures">Units that were seen in more than one arm.</param>
public sealed record AnalyzedTable(IReadOnlyList<ArmSums> Arms, long Rows, long Units, long MultipleExposures)
{
    /// <summary>Rows that could not be read; null where all could.</summary>
    public LeftOutRows? LeftOut { get; init; }

    /// <summary>Far more than an experiment has: a column with more values names something else.</summary>
    public const int MaxArms = 100;

    const int RowsBetweenLooks = 8192;

    /// <param name="maxUnits">Units beyond which a table with a unit column is refused: all of them are held in memory.</param>
    /// <exception cref="AnalysisFailedException">A column is missing, or no row can be read; the message names column and row.</exception>
    public static AnalyzedTable Read(string path, AnalysisQuestion question, long maxUnits, CancellationToken cancellation)
    {
        try
        {
            using var csv = new CsvRows(ImportStream.Open(path));
            return Read(csv, question, maxUnits, cancellation);
        }
        catch (ImportFailedException wrong)
        {
            throw new AnalysisFailedException(wrong.Message, wrong);
        }
    }

    /// <exception cref="AnalysisFailedException">The table has no such column.</exception>
    internal static int Place(CsvRows csv, string column) => csv.Header.ToList().IndexOf(column) is >= 0 and var place ? place
        : throw new AnalysisFailedException($"{csv.Name} has no column '{column}'; it has {string.Join(", ", csv.Header)}.");

    internal static AnalysisFailedException TooManyArms(string column) =>
        new($"Column '{column}' has more than {MaxArms} different values, so it names no arms: choose the column that says which arm a row is of.");

    static AnalyzedTable Read(CsvRows csv, AnalysisQuestion question, long maxUnits, CancellationToken cancellation)
    {
        var metric = question.Metric;
        var (variantPlace, metricPlace) = (Place(csv, question.Variant), Place(csv, metric.Column));
        var denominatorPlace = metric.Denominator is null ? -1 : Place(csv, metric.Denominator);
        var covariatePlace = question.Covariate is null ? -1 : Place(csv, question.Covariate);
        var unitPlace = question.Unit is null ? -1 : Place(csv, question.Unit);
        string? wrong = null;
        double Number(int place)
        {
            if (place < 0) return 0;
            var text = csv[place].Trim();
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
            if (bool.TryParse(text, out var flag)) return flag ? 1 : 0;
            wrong ??= $"Line {csv.Place.Line}: '{csv[place]}' in column '{csv.Header[place]}' is no number.";
            return 0;
        }

        var leftOut = new LeftOutRows.Count();
        var units = new Dictionary<string, UnitValues>(StringComparer.Ordinal);
        var arms = new Dictionary<string, ArmSums>(StringComparer.Ordinal);
        var rows = 0L;
        while (csv.Read())
        {
            if (++rows % RowsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            wrong = csv.Fault is { } fault ? $"Line {csv.Place.Line}: {fault}." : null;
            var arm = csv.Fault is null ? csv[variantPlace].Trim() : "";
            if (wrong is null && arm.Length == 0) wrong = $"Line {csv.Place.Line}: '' in column '{question.Variant}' names no arm.";
            var row = wrong is null ? new UnitValues(arm, Number(metricPlace), Number(covariatePlace), Number(denominatorPlace), false) : default;
            leftOut.See(arm, wrong);
            if (wrong is not null) continue;
            if (metric.Kind == MetricKind.Binary && row.Value is not (0 or 1))
                throw new AnalysisFailedException($"Line {csv.Place.Line}: a binary metric is 0 or 1, not {csv[metricPlace]}. For a number read {metric.Column} as a mean ({metric.Column}:mean).");
            if (!arms.TryGetValue(arm, out var sums))
            {
                if (arms.Count == MaxArms) throw TooManyArms(question.Variant);
                arms.Add(arm, sums = new ArmSums(arm));
            }
            if (unitPlace < 0)
            {
                arms[arm] = row.AddTo(sums); // a row a unit: nothing has to be remembered of it
                continue;
            }
            var key = csv[unitPlace];
            units[key] = units.TryGetValue(key, out var known) ? known.With(row, metric.Kind) : row;
            if (units.Count > maxUnits) throw new AnalysisFailedException($"Column '{question.Unit}' has more than {maxUnits:N0} different values, more than are added up here: use the command `analyze` on the server, or a file with one row a unit.");
        }
        if (arms.Count == 0 && leftOut.First is { } first) throw new AnalysisFailedException(first);
        if (rows == 0) throw new AnalysisFailedException($"{csv.Name} has a header and no row.");
        foreach (var one in units.Values)
            if (!one.IsInSeveral) arms[one.Variant] = one.AddTo(arms[one.Variant]);
        return new AnalyzedTable([.. arms.Values.OrderBy(arm => arm.Name, StringComparer.Ordinal)], rows, unitPlace < 0 ? arms.Values.Sum(arm => arm.Units) : units.Count, units.Values.Count(one => one.IsInSeveral)) { LeftOut = leftOut.Rows };
    }

    readonly record struct UnitValues(string Variant, double Value, double Covariate, double Denominator, bool IsInSeveral)
    {
        public ArmSums AddTo(ArmSums arm) => arm.Add(Value, Covariate, Denominator);

        public UnitValues With(UnitValues row, MetricKind kind) => this with
        {
            Value = kind == MetricKind.Binary ? Math.Max(Value, row.Value) : Value + row.Value,
            Denominator = Denominator + row.Denominator,
            IsInSeveral = IsInSeveral || row.Variant != Variant,
        };
    }
}
