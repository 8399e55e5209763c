using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: a session, or the history of an evaluation. Out: the sparse term that the artifact's lists give it: for item j the sum
/// over the latest items i of weight(i) Lists[i, j]. Of these the <see cref="MaxItems"/> largest are kept and divided by the
/// root of their mean square, so that one unit is one deviation from the 0 that all other items have; they are not centred,
/// since that would put the weaker half of a list below items that no list names. Any number of threads may ask at once.
/// Cost: some 50 ns an entry of the lists that are read (0.5 ms for 50 lists of 200, on two busy cores), and 12 bytes an item of the
/// vocabulary for each thread that asks at the same time; the answer takes 8 bytes an item of the list. A steady state allocates
/// nothing but new answers.
/// </summary>
public sealed class SessionLists : ISessionLists
{
    /// <summary>The longest answer: each of its items costs the request a row that is scored by itself, at most 40 ns.</summary>
    public const int MaxItems = 1024;

    readonly SparseMatrix lists;
    readonly HistoryReader reader;
    readonly ConcurrentBag<Sums> pool = [];

    internal SessionLists(ModelArtifact artifact)
    {
        lists = artifact.Lists ?? throw new ArgumentException($"The model {artifact.Name} has no lists.", nameof(artifact));
        reader = new HistoryReader(artifact.Vocabulary, artifact.Encoder.Options);
    }

    public void Write(in EncoderInput input, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        Span<long> rows = stackalloc long[reader.Length];
        Span<float> weights = stackalloc float[reader.Length];
        var count = reader.Read(input, new HistoryRows(rows, weights));
        Add(rows[..count], weights, itemOfRow, into);
    }

    public void Write(ReadOnlySpan<HistoryEntry> history, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        Span<long> rows = stackalloc long[reader.Length];
        Span<float> weights = stackalloc float[reader.Length];
        var count = reader.Read(history, new HistoryRows(rows, weights));
        Add(rows[..count], weights, itemOfRow, into);
    }

    void Add(ReadOnlySpan<long> rows, ReadOnlySpan<float> weights, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        into.Clear();
        if (rows.IsEmpty) return;
        if (!pool.TryTake(out var sums)) sums = new Sums(lists.ColumnCount);
        sums.Clear();
        for (var i = 0; i < rows.Length; i++) sums.Add(lists[(int)rows[i]], weights[i]);
        sums.Take(itemOfRow, into);
        pool.Add(sums);
    }

    sealed class Sums(int width)
    {
        readonly float[] values = new float[width];
        readonly int[] touchedIn = new int[width]; // the round in which the value was last begun
        readonly List<ulong> keys = [];
        readonly List<int> touched = [];
        int round;

        public void Clear()
        {
            touched.Clear();
            if (++round > 0) return;
            Array.Clear(touchedIn);
            round = 1;
        }

        public void Add(in SparseRow list, float weight)
        {
            var (columns, entries) = list;
            for (var i = 0; i < columns.Length; i++)
            {
                var column = columns[i];
                if (touchedIn[column] != round)
                {
                    touchedIn[column] = round;
                    values[column] = 0;
                    touched.Add(column);
                }
                values[column] += weight * entries[i];
            }
        }

        public void Take(ReadOnlySpan<int> itemOfRow, SessionList into)
        {
            keys.Clear();
            foreach (var column in touched)
                if (itemOfRow[column] >= 0 && values[column] != 0) keys.Add(RankKey.Of(Math.Abs(values[column]), column));
            var best = CollectionsMarshal.AsSpan(keys);
            KeySelection.MoveBestToFront(best, MaxItems);
            best = best[..Math.Min(best.Length, MaxItems)];
            best.Sort();
            into.Fill(best, values, itemOfRow);
        }
    }
}
