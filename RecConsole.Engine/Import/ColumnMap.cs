using System.Text.RegularExpressions;

namespace RecConsole.Engine.Import;

/// <summary>
/// Which column of a file holds which field, where the file's own names differ: <c>itemId=product,type:=purchase</c>. After
/// <c>=</c> stands a column's name, after <c>:=</c> a value that holds for every row.
/// </summary>
public sealed partial class ColumnMap
{
    readonly Dictionary<string, string> columns = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, string> constants = new(StringComparer.OrdinalIgnoreCase);

    ColumnMap()
    {
    }

    public static ColumnMap Empty { get; } = new();

    /// <param name="columns">Column by field.</param>
    /// <param name="constants">Value for all rows, by field.</param>
    public static ColumnMap Of(IReadOnlyDictionary<string, string> columns, IReadOnlyDictionary<string, string>? constants = null)
    {
        var map = new ColumnMap();
        foreach (var (field, column) in columns) map.columns[field] = column;
        foreach (var (field, value) in constants ?? new Dictionary<string, string>()) map.constants[field] = value;
        return map;
    }

    /// <summary>Column by field.</summary>
    public IReadOnlyDictionary<string, string> Columns => columns;

    /// <summary>Value for all rows, by field.</summary>
    public IReadOnlyDictionary<string, string> Constants => constants;

    public IEnumerable<string> Fields => columns.Keys.Concat(constants.Keys);

    public string? Column(string field) => columns.GetValueOrDefault(field);

    public string? Constant(string field) => constants.GetValueOrDefault(field);

    /// <summary>Reads the text of a map, or says why it is none. A comma separates only where a new <c>field=</c> follows, so a column's name may hold commas.</summary>
    public static ColumnMap? Parse(string text, out string? problem)
    {
        var map = new ColumnMap();
        problem = null;
        foreach (var part in Separator().Split(text))
        {
            var at = part.IndexOf('=');
            var isConstant = at > 0 && part[at - 1] == ':';
            var field = at < 0 ? "" : part[..(isConstant ? at - 1 : at)].Trim();
            var value = at < 0 ? "" : part[(at + 1)..].Trim();
            if (field.Length == 0 || value.Length == 0)
            {
                problem = $"'{part.Trim()}' is not field=column or field:=value";
                return null;
            }
            if (map.columns.ContainsKey(field) || map.constants.ContainsKey(field))
            {
                problem = $"'{field}' is mapped twice";
                return null;
            }
            (isConstant ? map.constants : map.columns)[field] = value;
        }
        return map;
    }

    public override string ToString() => string.Join(",",
        columns.Select(pair => $"{pair.Key}={pair.Value}").Concat(constants.Select(pair => $"{pair.Key}:={pair.Value}")));

    [GeneratedRegex(@",(?=\s*\w+\s*:?=)")]
    private static partial Regex Separator();
}
