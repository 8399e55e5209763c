using System.Globalization;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>Fields of a row as numbers; what is none ends the command with file, line and column.</summary>
public static class CsvNumbers
{
    public static double Number(this CsvRows csv, string column, int place) =>
        double.TryParse(csv[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw csv.Wrong(column, place, "is a number");

    public static int Whole(this CsvRows csv, string column, int place) =>
        int.TryParse(csv[place], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw csv.Wrong(column, place, "is a whole number");

    public static CommandFailedException Wrong(this CsvRows csv, string column, int place, string right) =>
        new($"{csv.Name}, line {csv.Place.Line}: {column} {right}, not '{csv[place]}'.");
}
