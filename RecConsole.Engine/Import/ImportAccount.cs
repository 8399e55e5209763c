namespace RecConsole.Engine.Import;

/// <summary>
/// The account of every row that a reader saw: each counts once, as kept or under the first reason that applies, so
/// that <c>RowsRead = Kept + sum of Rejected</c>.
/// </summary>
public sealed class ImportAccount
{
    /// <summary>How many examples are kept for each reason.</summary>
    public const int ExamplesPerReason = 3;

    const int LongestExample = 200;

    readonly Dictionary<string, long> rejected = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<RejectedRow>> examples = new(StringComparer.Ordinal);

    public long RowsRead => Kept + RejectedRows;
    public long Kept { get; private set; }
    public long RejectedRows { get; private set; }

    /// <summary>Rows by reason, in the order in which the reasons first occurred.</summary>
    public IReadOnlyDictionary<string, long> Rejected => rejected;
    public IEnumerable<RejectedRow> Examples => examples.Values.SelectMany(rows => rows);

    public void Keep() => Kept++;

    /// <param name="reason">One of few: the kind of fault, without the value.</param>
    /// <param name="row">Where the row stands, as a reader of the message would look for it.</param>
    /// <param name="detail">What is wrong with this very row.</param>
    public void Reject(string reason, RowPlace row, string? detail = null)
    {
        RejectedRows++;
        rejected[reason] = rejected.GetValueOrDefault(reason) + 1;
        if (!examples.TryGetValue(reason, out var rows)) examples[reason] = rows = [];
        if (rows.Count >= ExamplesPerReason) return;
        var text = row.Text.TrimEnd('\r', '\n');
        rows.Add(new RejectedRow(reason, row.File, row.Line, text.Length > LongestExample ? text[..LongestExample] + "..." : text, detail));
    }
}
