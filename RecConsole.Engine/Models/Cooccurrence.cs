using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// How often two items keep company. In a session of n lines a pair counts w_i w_j / (n - 1), so that each line hands out its
/// weight once among its company and an invoice of a thousand lines tells no more of an item than one of ten (Newman 2001,
/// "Scientific collaboration networks II", weighs co-authors of long papers so). Items in neighbouring sessions of one
/// shopper count in the same way, times <see cref="PpmiOptions.NeighbourSessionWeight"/>. An item is no company to itself.
/// </summary>
static class Cooccurrence
{
    /// <summary>
    /// The counts, [V, V] and symmetric. Each row is summed in the order of sessions, in double: the same on any number of
    /// threads. Cost: lines x at most 6 x window; 8 bytes a pair that occurs.
    /// </summary>
    public static SparseMatrix Count(SessionCorpus corpus, PpmiOptions options, ParallelOptions parallel)
    {
        var itemCount = corpus.Vocabulary.Count;
        var (lineStarts, lines, sessionOf) = IndexLines(corpus);
        var rows = new SparseRow[itemCount];
        Parallel.For(0, itemCount, parallel, () => new RowAccumulator(itemCount), (item, _, sums) =>
        {
            foreach (var line in lines.AsSpan(lineStarts[item]..lineStarts[item + 1])) AddCompany(corpus, options, sessionOf[line], line, sums);
            rows[item] = sums.Take();
            return sums;
        }, _ => { });
        return new SparseMatrix(rows, itemCount);
    }

    static void AddCompany(SessionCorpus corpus, PpmiOptions options, int session, int line, RowAccumulator sums)
    {
        var (start, end) = (corpus.Starts[session], corpus.Starts[session + 1]);
        var scale = (double)corpus.Weights[line] / Math.Min(Math.Max(1, end - start - 1), 2 * options.Window);
        for (var other = Math.Max(start, line - options.Window); other < Math.Min(end, line + options.Window + 1); other++)
            if (other != line) sums.Add(corpus.Rows[other], scale * corpus.Weights[other]);
        if (options.NeighbourSessionWeight == 0) return;
        if (corpus.ContinuesShopper[session]) AddNeighbours(corpus, options, line, session - 1, session, sums);
        if (session + 1 < corpus.SessionCount && corpus.ContinuesShopper[session + 1]) AddNeighbours(corpus, options, line, session, session + 1, sums);
    }

    /// <summary>The last lines of the earlier session keep company with the first lines of the later one, a window of each.</summary>
    static void AddNeighbours(SessionCorpus corpus, PpmiOptions options, int line, int earlier, int later, RowAccumulator sums)
    {
        var middle = corpus.Starts[later];
        var from = Math.Max(corpus.Starts[earlier], middle - options.Window);
        var to = Math.Min(corpus.Starts[later + 1], middle + options.Window);
        if (line < from || line >= to) return;
        var scale = (double)options.NeighbourSessionWeight * corpus.Weights[line] / Math.Max(middle - from, to - middle);
        var (first, last) = line < middle ? (middle, to) : (from, middle);
        for (var other = first; other < last; other++)
            if (corpus.Rows[other] != corpus.Rows[line]) sums.Add(corpus.Rows[other], scale * corpus.Weights[other]);
    }

    /// <summary>Lines by item: where each item occurs, and in which session.</summary>
    static (int[] Starts, int[] Lines, int[] SessionOf) IndexLines(SessionCorpus corpus)
    {
        var starts = new int[corpus.Vocabulary.Count + 1];
        foreach (var row in corpus.Rows) starts[row + 1]++;
        for (var row = 0; row < corpus.Vocabulary.Count; row++) starts[row + 1] += starts[row];
        var next = starts.AsSpan(0, corpus.Vocabulary.Count).ToArray();
        var lines = new int[corpus.Rows.Length];
        var sessionOf = new int[corpus.Rows.Length];
        for (var session = 0; session < corpus.SessionCount; session++)
            for (var line = corpus.Starts[session]; line < corpus.Starts[session + 1]; line++)
            {
                lines[next[corpus.Rows[line]]++] = line;
                sessionOf[line] = session;
            }
        return (starts, lines, sessionOf);
    }
}
