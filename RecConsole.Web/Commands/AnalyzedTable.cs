using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>
/// Anybody's CSV (plain or gzip, with a header) as the arms of an experiment. With a unit column its rows are added up first:
/// a binary metric happened if it did in any row, the covariate is that of the unit's first row, and a unit that was seen in two
/// arms counts in none.
/// </summary>
/// <param name="MultipleExposures">Units that were seen in more than one arm.</param>
public sealed record AnalyzedTable(IReadOnlyList<ArmSums> Arms, long Rows, long Units, long MultipleExposures)
{
    /// <exception cref="CommandFailedException">A column is missing, or a value is no number; the message names column and row.</exception>
    public static AnalyzedTable Read(string path, string variant, MetricColumn metric, string? covariate, string? unit)
    {
        try
        {
            using var csv = new CsvRows(ImportStream.Open(path));
            return Read(csv, variant, metric, covariate, unit);
        }
        catch (ImportFailedException wrong)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }

    static AnalyzedTable Read(CsvRows csv, string variant, MetricColumn metric, string? covariate, string? unit)
    {
        int Place(string column) => csv.Header.ToList().IndexOf(column) is >= 0 and var place ? place
            : throw new CommandFailedException($"{csv.Name} has no column '{column}'; it has {string.Join(", ", csv.Header)}.");
        var (variantPlace, metricPlace) = (Place(variant), Place(metric.Column));
        var denominatorPlace = metric.Denominator is null ? -1 : Place(metric.Denominator);
        var covariatePlace = covariate is null ? -1 : Place(covariate);
        var unitPlace = unit is null ? -1 : Place(unit);
        double Number(int place) => csv[place].Trim() is var text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
            : bool.TryParse(text, out var flag) ? flag ? 1 : 0
            : throw new CommandFailedException($"Line {csv.Place.Line}: '{csv[place]}' in column '{csv.Header[place]}' is no number.");

        var units = new Dictionary<string, UnitValues>(StringComparer.Ordinal);
        var rows = 0L;
        while (csv.Read())
        {
            rows++;
            if (csv.Fault is { } fault) throw new CommandFailedException($"Line {csv.Place.Line}: {fault}.");
            var key = unitPlace < 0 ? rows.ToString(CultureInfo.InvariantCulture) : csv[unitPlace];
            var row = new UnitValues(csv[variantPlace].Trim(), Number(metricPlace), covariatePlace < 0 ? 0 : Number(covariatePlace), denominatorPlace < 0 ? 0 : Number(denominatorPlace), false);
            if (metric.Kind == MetricKind.Binary && row.Value is not (0 or 1))
                throw new CommandFailedException($"Line {csv.Place.Line}: a binary metric is 0 or 1, not {csv[metricPlace]}. Use {metric.Column}:mean for a number.");
            units[key] = units.TryGetValue(key, out var known) ? known.With(row, metric.Kind) : row;
        }
        if (rows == 0) throw new CommandFailedException($"{csv.Name} has a header and no row.");
        var arms = new Dictionary<string, ArmSums>(StringComparer.Ordinal);
        foreach (var one in units.Values)
            if (!one.IsInSeveral) arms[one.Variant] = arms.GetValueOrDefault(one.Variant, new ArmSums(one.Variant)).Add(one.Value, one.Covariate, one.Denominator);
        return new AnalyzedTable([.. arms.Values.OrderBy(arm => arm.Name, StringComparer.Ordinal)], rows, units.Count, units.Values.Count(one => one.IsInSeveral));
    }

    readonly record struct UnitValues(string Variant, double Value, double Covariate, double Denominator, bool IsInSeveral)
    {
        public UnitValues With(UnitValues row, MetricKind kind) => this with
        {
            Value = kind == MetricKind.Binary ? Math.Max(Value, row.Value) : Value + row.Value,
            Denominator = Denominator + row.Denominator,
            IsInSeveral = IsInSeveral || row.Variant != Variant,
        };
    }
}
