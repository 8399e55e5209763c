namespace RecConsole.Engine.Import;

/// <summary>How far a reader is.</summary>
/// <param name="BytesRead">Of the files as they lie on disk (compressed ones count compressed).</param>
/// <param name="BytesTotal">Size of all files.</param>
/// <param name="Rows">Rows accounted for so far.</param>
public readonly record struct ImportProgress(long BytesRead, long BytesTotal, long Rows)
{
    /// <summary>All rows are read, and the shop is being replaced.</summary>
    public static ImportProgress Storing(long rows) => new(0, 0, rows) { IsStoring = true };

    public bool IsStoring { get; init; }

    /// <summary>Of the reading, 0 to 1; 0 while the size is unknown.</summary>
    public double Fraction => IsStoring ? 1 : BytesTotal > 0 ? Math.Min(1, (double)BytesRead / BytesTotal) : 0;
}
