using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Services;

/// <summary>Rows of a table that could not be read and are in no figure.</summary>
/// <param name="First">What is wrong with the first, with its line.</param>
/// <param name="Arms">Arms with the rows that were left out of them and all that the file has of them; rows without a readable arm are of none.</param>
public sealed record LeftOutRows(long Rows, string First, IReadOnlyList<(string Arm, long LeftOut, long All)> Arms)
{
    /// <summary>Chi-square of what was left out against all rows of the arms: what is missing by what the arm did makes every figure wrong.</summary>
    public double PValue => Arms.Count < 2 ? 1 : SampleRatioTest.PValue([.. Arms.Select(arm => arm.LeftOut)], [.. Arms.Select(arm => (double)arm.All)]);

    public bool IsEven => PValue >= SampleRatioTest.Alarm;

    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"{Rows:N0} rows could not be read and were left out ({string.Join(", ", Arms.Select(arm => $"{arm.Arm} {arm.LeftOut:N0} of {arm.All:N0}"))}). The first: {First}")
        + (IsEven ? "" : $" The arms lost unlike shares of their rows ({MetricVerdict.P(PValue)}): what is missing depends on the arm.");

    /// <summary>Counts them as they are read.</summary>
    internal sealed class Count
    {
        readonly Dictionary<string, (long LeftOut, long All)> arms = new(StringComparer.Ordinal);
        long leftOut;

        public string? First { get; private set; }

        public LeftOutRows? Rows => leftOut == 0 ? null : new(leftOut, First!, [.. arms.OrderBy(arm => arm.Key, StringComparer.Ordinal).Select(arm => (arm.Key, arm.Value.LeftOut, arm.Value.All))]);

        /// <param name="arm">Empty where the row names none.</param>
        /// <param name="wrong">Null where the row can be read.</param>
        public void See(string arm, string? wrong)
        {
            First ??= wrong;
            if (wrong is not null) leftOut++;
            // a column that names no arms is told later; its values are not all kept
            if (arm.Length == 0 || arms.Count > AnalyzedTable.MaxArms && !arms.ContainsKey(arm)) return;
            var known = arms.GetValueOrDefault(arm);
            arms[arm] = (known.LeftOut + (wrong is null ? 0 : 1), known.All + 1);
        }
    }
}
