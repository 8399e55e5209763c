namespace RecConsole.Engine.Numerics;

/// <summary>One sparse row under construction: dense sums in double and the list of columns that were touched. 12 bytes a column, kept from row to row.</summary>
public sealed class RowAccumulator(int width)
{
    readonly double[] sums = new double[width];
    readonly int[] touched = new int[width];
    int count;

    /// <summary>The sum of one column of the row at hand.</summary>
    public double this[int column] => sums[column];

    /// <summary>Adds to a column; a sum must not come back to zero before the row is taken.</summary>
    public void Add(int column, double value)
    {
        if (value == 0) return;
        if (sums[column] == 0) touched[count++] = column;
        sums[column] += value;
    }

    /// <summary>Replaces each sum by <paramref name="weigh"/> of its column and itself.</summary>
    public void Weigh(Func<int, double, double> weigh)
    {
        foreach (var column in touched.AsSpan(0, count)) sums[column] = weigh(column, sums[column]);
    }

    /// <summary>The row so far, columns ascending; the next row begins empty.</summary>
    public SparseRow Take() => TakeLargest(int.MaxValue);

    /// <summary>The row's <paramref name="most"/> entries of largest size (ties to the lower column), columns ascending; the next row begins empty.</summary>
    public SparseRow TakeLargest(int most)
    {
        var columns = touched.AsSpan(0, count).ToArray();
        Array.Sort(columns);
        if (columns.Length > most) columns = Largest(columns, most);
        var values = new float[columns.Length];
        for (var i = 0; i < columns.Length; i++) values[i] = (float)sums[columns[i]];
        foreach (var column in touched.AsSpan(0, count)) sums[column] = 0;
        count = 0;
        return new SparseRow(columns, values);
    }

    int[] Largest(int[] ascending, int most)
    {
        var sizes = new double[ascending.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(sums[ascending[i]]);
        Array.Sort(sizes);
        var edge = sizes[^most]; // everything above it is kept, and of what lies on it the lowest columns
        var onEdge = most - (sizes.Length - (Array.BinarySearch(sizes, Math.BitIncrement(edge)) is var above && above < 0 ? ~above : FirstOf(sizes, above)));
        var kept = new int[most];
        var next = 0;
        foreach (var column in ascending)
        {
            var size = Math.Abs(sums[column]);
            if (size > edge || (size == edge && onEdge-- > 0)) kept[next++] = column;
        }
        return kept;
    }

    static int FirstOf(double[] ascending, int at)
    {
        while (at > 0 && ascending[at - 1] == ascending[at]) at--;
        return at;
    }
}
