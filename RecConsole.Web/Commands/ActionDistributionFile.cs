using System.Globalization;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>
/// A policy as a table, in either form: <c>item_id,position,probability</c>, a row for each item and position, or
/// <c>item_id,p_position_1,p_position_2,...</c>, a row for each item.
/// </summary>
public static class ActionDistributionFile
{
    const string Wide = "p_position_";

    /// <exception cref="CommandFailedException">It is no such table, or does not fit the log.</exception>
    public static BanditPolicy Read(string path, BanditLog log)
    {
        try
        {
            using var csv = new CsvRows(ImportStream.Open(path));
            return BanditPolicy.Of(csv.Name, Table(csv), log);
        }
        catch (Exception wrong) when (wrong is ImportFailedException or ArgumentException)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }

    static Dictionary<(int Item, int Position), double> Table(CsvRows csv)
    {
        var header = csv.Header.ToList();
        var (item, position, probability) = (header.IndexOf("item_id"), header.IndexOf("position"), header.IndexOf("probability"));
        var wide = new List<(int Column, int Position)>();
        foreach (var (column, name) in header.Index())
            if (name.StartsWith(Wide, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Wide.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) wide.Add((column, number));
        var isLong = position >= 0 && probability >= 0;
        if (item < 0 || (!isLong && wide.Count == 0))
            throw new CommandFailedException($"{csv.Name} is no policy: it has the columns item_id, position, probability, or item_id, {Wide}1, {Wide}2, ...; this has {string.Join(", ", header.Take(8))}{(header.Count > 8 ? ", ..." : "")}.");
        var table = new Dictionary<(int, int), double>();
        void Add(int place, int number, int column)
        {
            if (!table.TryAdd((place, number), csv.Number(header[column], column))) throw csv.Wrong("item_id", item, $"and position {number} stand once each");
        }
        while (csv.Read())
        {
            if (csv.Fault is { } fault) throw new CommandFailedException($"{csv.Name}, line {csv.Place.Line}: {fault}.");
            var id = csv.Whole("item_id", item);
            if (isLong) Add(id, csv.Whole("position", position), probability);
            else
                foreach (var (column, number) in wide) Add(id, number, column);
        }
        return table;
    }
}
