namespace RecConsole.Engine.Import;

/// <summary>
/// The account of every row that a reader saw: each counts once, as kept or under the first reason that applies, so
/// that <c>RowsRead = Kept + sum of Rejected</c>.
/// </summary>
public sealed class ImportAccount
{
    /// <summary>How many examples are kept for each reason.</summary>
    public const int ExamplesPerReason = 3;

    readonly Dictionary<string, long> rejected = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<RejectedRow>> examples = new(StringComparer.Ordinal);

    public long RowsRead => Kept + rejected.Values.Sum();
    public long Kept { get; private set; }
    public IReadOnlyDictionary<string, long> Rejected => rejected;
    public IEnumerable<RejectedRow> Examples => examples.Values.SelectMany(rows => rows);

    public void Keep() => Kept++;

    /// <param name="rowNumber">Line in the file, from 1, the header included.</param>
    public void Reject(string reason, long rowNumber, string text)
    {
        rejected[reason] = rejected.GetValueOrDefault(reason) + 1;
        if (!examples.TryGetValue(reason, out var rows)) examples[reason] = rows = [];
        if (rows.Count < ExamplesPerReason) rows.Add(new RejectedRow(reason, rowNumber, text));
    }
}

/// <summary>One rejected row, shown to whoever has to mend the file.</summary>
public sealed record RejectedRow(string Reason, long RowNumber, string Text);
