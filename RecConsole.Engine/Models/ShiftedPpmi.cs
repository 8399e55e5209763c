using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// Shifted positive pointwise mutual information of co-occurrence counts (Levy and Goldberg 2014) with a smoothed context
/// distribution (Levy, Goldberg and Dagan 2015): max(0, log(n_ij / (n_i P_a(j))) - log k), P_a(j) = n_j^a / sum of n^a.
/// Smoothing makes item and context differ; since they are the same set here, the mean of both directions is taken, which
/// is symmetric: log n_ij - h_i - h_j with h_i = ((1 + a) log n_i - log(sum of n^a)) / 2.
/// </summary>
static class ShiftedPpmi
{
    /// <summary>Weighs symmetric counts; pairs that are no more frequent than chance (times k) are dropped.</summary>
    public static SparseMatrix Weigh(SparseMatrix counts, double contextSmoothing, double shift, ParallelOptions parallel)
    {
        var n = counts.RowCount;
        var totals = new double[n];
        Parallel.For(0, n, parallel, row =>
        {
            foreach (var count in counts[row].Values) totals[row] += count;
        });
        var smoothed = 0.0;
        foreach (var total in totals)
            if (total > 0) smoothed += Math.Pow(total, contextSmoothing);
        var half = new double[n];
        for (var row = 0; row < n; row++)
            if (totals[row] > 0) half[row] = ((1 + contextSmoothing) * Math.Log(totals[row]) - Math.Log(smoothed)) / 2;

        var rows = new SparseRow[n];
        var logShift = Math.Log(shift);
        Parallel.For(0, n, parallel, row =>
        {
            var (columns, values) = counts[row];
            var kept = 0;
            var keptColumns = new int[columns.Length];
            var keptValues = new float[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                // A count that underflowed to zero in single precision is no evidence.
                if (values[i] == 0) continue;
                var association = (float)(Math.Log(values[i]) - half[row] - half[columns[i]] - logShift);
                if (!(association > 0)) continue;
                (keptColumns[kept], keptValues[kept]) = (columns[i], association);
                kept++;
            }
            rows[row] = new SparseRow(keptColumns[..kept], keptValues[..kept]);
        });
        return new SparseMatrix(rows, n);
    }
}
