using System.Globalization;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Import;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>
/// The Open Bandit format (Saito, Aihara, Matsutani and Narita 2020, arXiv 2008.07146), plain or gzip: <c>item_id</c>,
/// <c>position</c>, <c>click</c>, <c>propensity_score</c>, any <c>user_feature_*</c> (names of groups) and
/// <c>user-item_affinity_ITEM</c> (numbers). The items are those of the context file, of the affinity columns and of the rows.
/// </summary>
public static class OpenBanditFile
{
    const string Affinity = "user-item_affinity_";

    static readonly string[] Needed = ["item_id", "position", "click", "propensity_score"];

    /// <param name="context">The items' features, or null.</param>
    /// <exception cref="CommandFailedException">A file is no such file; the message names file, line and column.</exception>
    public static BanditLog Read(string path, string? context)
    {
        try
        {
            var features = context is null ? null : ItemContextFile.Read(context);
            using var csv = new CsvRows(ImportStream.Open(path));
            return Read(csv, features);
        }
        catch (ImportFailedException wrong)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }

    static BanditLog Read(CsvRows csv, ItemContextFile? features)
    {
        var header = csv.Header.ToList();
        var missing = Needed.Where(name => !header.Contains(name)).ToList();
        if (missing.Count > 0) throw new CommandFailedException($"{csv.Name} lacks {string.Join(", ", missing)}: a log in the Open Bandit format has the columns {string.Join(", ", Needed)}; this has {string.Join(", ", header.Take(8))}{(header.Count > 8 ? ", ..." : "")}.");
        var places = Needed.Select(name => header.IndexOf(name)).ToArray();
        int[] groups = [.. Enumerable.Range(0, header.Count).Where(i => header[i].StartsWith("user_feature_", StringComparison.Ordinal))];
        var affinities = new List<(int Column, int Item)>();
        foreach (var (column, name) in header.Index())
            if (name.StartsWith(Affinity, StringComparison.Ordinal))
                affinities.Add((column, int.TryParse(name.AsSpan(Affinity.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var item) ? item : throw new CommandFailedException($"The column '{name}' of {csv.Name} ends in no item id, a whole number.")));

        var levels = new Dictionary<(int Column, string Value), int>();
        var rows = new List<Row>();
        while (csv.Read())
        {
            if (csv.Fault is { } fault) throw new CommandFailedException($"{csv.Name}, line {csv.Place.Line}: {fault}.");
            var clicked = csv.Number("click", places[2]);
            var propensity = csv.Number("propensity_score", places[3]);
            if (clicked is not (0 or 1)) throw csv.Wrong("click", places[2], "is 0 or 1");
            if (propensity is not (> 0 and <= 1)) throw csv.Wrong("propensity_score", places[3], "lies above 0 and up to 1");
            int[] columns = [.. groups.Select(column => levels.TryGetValue((column, csv[column]), out var level) ? level : levels[(column, csv[column])] = levels.Count)];
            rows.Add(new Row(csv.Whole("item_id", places[0]), csv.Whole("position", places[1]), clicked == 1, propensity, columns,
                [.. affinities.Select(one => (one.Item, Value: (float)csv.Number(header[one.Column], one.Column))).Where(one => one.Value != 0)]));
        }
        if (rows.Count < 2) throw new CommandFailedException($"{csv.Name} has {rows.Count} rows: estimates need two or more.");
        int[] items = [.. rows.Select(row => row.Item).Concat(affinities.Select(one => one.Item)).Concat(features?.Items ?? []).Distinct().Order()];
        return Assembled(rows, items, levels.Count, features);
    }

    static BanditLog Assembled(List<Row> rows, int[] items, int contextColumns, ItemContextFile? features)
    {
        if (features is not null && items.FirstOrDefault(item => !features.Items.Contains(item), -1) is >= 0 and var unknown)
            throw new CommandFailedException($"{features.Name} does not know item {unknown} of the log; it has {features.Items.Count} items.");
        int[] positions = [.. rows.Select(row => row.Position).Distinct().Order()];
        // affinities in units of their own spread, as all numbers that share one ridge
        var spread = rows.Sum(row => row.Affinities.Sum(one => (double)one.Value * one.Value)) / ((double)rows.Count * items.Length);
        var scale = spread > 0 ? (float)(1 / Math.Sqrt(spread)) : 1;
        var rounds = new List<BanditRound>(rows.Count);
        foreach (var row in rows)
        {
            var ones = new float[row.Levels.Length];
            Array.Fill(ones, 1);
            var known = row.Affinities.Select(one => (Place: Array.BinarySearch(items, one.Item), one.Value)).OrderBy(one => one.Place).ToArray();
            rounds.Add(new BanditRound(Array.BinarySearch(items, row.Item), Array.BinarySearch(positions, row.Position), row.Clicked, row.Propensity,
                new SparseRow(row.Levels, ones), new SparseRow([.. known.Select(one => one.Place)], [.. known.Select(one => one.Value * scale)])));
        }
        return new BanditLog(items, positions, rounds, contextColumns, features is null ? [] : [.. items.Select(features.Features)], features?.Columns ?? 0);
    }

    readonly record struct Row(int Item, int Position, bool Clicked, double Propensity, int[] Levels, (int Item, float Value)[] Affinities);
}
