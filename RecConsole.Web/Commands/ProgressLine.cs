using System.Globalization;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>Progress of a reading on standard error: a line for every tenth of the files, nothing for small ones.</summary>
public sealed class ProgressLine(TextWriter error) : IProgress<ImportProgress>
{
    const double Step = 0.1;
    double next = Step;

    public void Report(ImportProgress value)
    {
        if (value.Rows == 0 || value.Fraction < next || value.Fraction >= 1) return;
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Fraction:P0} read, {value.Rows:N0} rows"));
        next = Math.Floor(value.Fraction / Step) * Step + Step;
    }
}
