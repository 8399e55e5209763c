using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>Makes an item-to-item matrix row by row, on all threads, and keeps the largest entries of each row.</summary>
static class ItemLists
{
    /// <param name="fill">Adds up one item's row; called once an item, from several threads, each with sums of its own.</param>
    /// <returns>[V, V]; the same bits on any number of threads.</returns>
    public static SparseMatrix Build(int count, ParallelOptions parallel, Action<int, RowAccumulator> fill, int longest)
    {
        var rows = new SparseRow[count];
        Parallel.For(0, count, parallel, () => new RowAccumulator(count), (item, _, sums) =>
        {
            fill(item, sums);
            rows[item] = sums.TakeLargest(longest);
            return sums;
        }, _ => { });
        return new SparseMatrix(rows, count);
    }
}
