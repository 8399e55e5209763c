using System.Globalization;
using RecConsole.Engine.Import;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>
/// The item context of the Open Bandit format: <c>item_id</c> and any <c>item_feature_*</c>. A feature that is a number in
/// every row counts as one, in units of its deviation from its mean; any other is the name of a group.
/// </summary>
public sealed class ItemContextFile
{
    readonly Dictionary<int, SparseRow> features;

    ItemContextFile(string name, Dictionary<int, SparseRow> features, int columns) => (Name, this.features, Columns) = (name, features, columns);

    public string Name { get; }

    public IReadOnlyCollection<int> Items => features.Keys;

    public int Columns { get; }

    /// <param name="item">One of <see cref="Items"/>.</param>
    public SparseRow Features(int item) => features[item];

    /// <exception cref="CommandFailedException">It is no such file.</exception>
    public static ItemContextFile Read(string path)
    {
        using var csv = new CsvRows(ImportStream.Open(path));
        var header = csv.Header.ToList();
        var id = header.IndexOf("item_id");
        int[] places = [.. Enumerable.Range(0, header.Count).Where(i => header[i].StartsWith("item_feature_", StringComparison.Ordinal))];
        if (id < 0 || places.Length == 0) throw new CommandFailedException($"{csv.Name} is no item context: it has item_id and item_feature_0, item_feature_1, ...; this has {string.Join(", ", header.Take(8))}{(header.Count > 8 ? ", ..." : "")}.");
        var rows = new Dictionary<int, string[]>();
        while (csv.Read())
        {
            if (csv.Fault is { } fault) throw new CommandFailedException($"{csv.Name}, line {csv.Place.Line}: {fault}.");
            if (!rows.TryAdd(csv.Whole("item_id", id), [.. places.Select(place => csv[place].Trim())])) throw csv.Wrong("item_id", id, "stands once for each item");
        }
        return new ItemContextFile(csv.Name, Encoded(rows, places.Length, out var columns), columns);
    }

    static Dictionary<int, SparseRow> Encoded(Dictionary<int, string[]> rows, int count, out int columns)
    {
        var encoded = rows.Keys.ToDictionary(item => item, _ => new List<(int Column, float Value)>());
        columns = 0;
        for (var feature = 0; feature < count; feature++)
        {
            var numbers = rows.ToDictionary(row => row.Key, row => double.TryParse(row.Value[feature], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN);
            if (numbers.Values.Any(double.IsNaN))
            {
                var levels = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var (item, values) in rows) encoded[item].Add((levels.TryGetValue(values[feature], out var level) ? level : levels[values[feature]] = columns + levels.Count, 1));
                columns += levels.Count;
                continue;
            }
            var mean = numbers.Values.Average();
            var deviation = Math.Sqrt(numbers.Values.Average(number => (number - mean) * (number - mean)));
            foreach (var (item, number) in numbers) encoded[item].Add((columns, deviation > 0 ? (float)((number - mean) / deviation) : 0));
            columns++;
        }
        return encoded.ToDictionary(row => row.Key, row => new SparseRow([.. row.Value.Select(one => one.Column)], [.. row.Value.Select(one => one.Value)]));
    }
}
