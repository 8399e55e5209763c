using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class RowAccumulatorTests
{
    [Fact]
    public void Take_Sums_ColumnsAscendingAndEmptyAfterwards()
    {
        var row = new RowAccumulator(10);
        row.Add(7, 1);
        row.Add(2, 3);
        row.Add(7, 2);
        var (columns, values) = row.Take();
        Assert.Equal([2, 7], columns);
        Assert.Equal([3f, 3f], values);
        Assert.Empty(row.Take().Columns);
    }

    [Fact]
    public void TakeLargest_Ties_KeepsLargestSizesThenLowestColumns()
    {
        var row = new RowAccumulator(10);
        foreach (var (column, value) in new[] { (9, 1.0), (8, -4.0), (5, 2.0), (3, 2.0), (1, 2.0), (0, 0.5) }) row.Add(column, value);
        var (columns, values) = row.TakeLargest(3);
        Assert.Equal([1, 3, 8], columns);
        Assert.Equal([2f, 2f, -4f], values);
        row.Add(9, 5);
        Assert.Equal([5f], row.Take().Values);
    }
}
