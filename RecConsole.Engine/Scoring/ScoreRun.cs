using System.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>One call's working memory and course: prepare, scan the panels, rank what was found. Reused from call to call.</summary>
sealed class ScoreRun
{
    /// <summary>Items of a panel: one word of a bitset.</summary>
    internal const int PanelItems = 64;

    const int PanelsPerPart = 16;

    readonly WorkTeam team;
    readonly Action<int, int> scan;
    readonly Action<int, int> finish;
    readonly List<ScoreQuery> queries = [];
    readonly List<Reservoir>[] found;
    readonly ulong[][] ranked;
    TopList[] results = [];
    ScoreMatrix? matrix;
    int batch;

    public ScoreRun(int workers)
    {
        team = new WorkTeam(workers - 1);
        found = new List<Reservoir>[workers];
        ranked = new ulong[workers][];
        for (var w = 0; w < workers; w++) (found[w], ranked[w]) = ([], []);
        scan = ScanPanels;
        finish = Finish;
    }

    public void Score(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        this.matrix = matrix;
        batch = requests.Length;
        if (this.results.Length < batch) this.results = new TopList[batch];
        results.CopyTo(this.results);
        Prepare(requests);
        var panels = (matrix.Count + PanelItems - 1) / PanelItems;
        team.Run(scan, (panels + PanelsPerPart - 1) / PanelsPerPart);
        team.Run(finish, batch);
        for (var q = 0; q < batch; q++) queries[q].Release();
        Array.Clear(this.results, 0, batch);
        this.matrix = null;
    }

    void Prepare(ReadOnlySpan<ScoreRequest> requests)
    {
        while (queries.Count < batch) queries.Add(new ScoreQuery());
        foreach (var reservoirs in found)
            while (reservoirs.Count < batch) reservoirs.Add(new Reservoir());
        for (var q = 0; q < batch; q++)
        {
            queries[q].Prepare(matrix!, requests[q]);
            foreach (var reservoirs in found) reservoirs[q].Reset(queries[q].Want, slack: 0);
        }
    }

    void ScanPanels(int slot, int part)
    {
        var reservoirs = found[slot];
        var first = part * PanelsPerPart * PanelItems;
        var end = Math.Min(matrix!.Count, first + PanelsPerPart * PanelItems);
        for (var start = first; start < end; start += PanelItems)
            for (var q = 0; q < batch; q++)
                ScanPanel(queries[q], reservoirs[q], start, Math.Min(end, start + PanelItems));
    }

    void ScanPanel(ScoreQuery query, Reservoir reservoir, int start, int end)
    {
        var blocked = query.Blocked;
        var open = ulong.MaxValue >> (PanelItems - (end - start));
        if (!blocked.IsEmpty) open &= ~blocked[start >> 6];
        for (; open != 0; open &= open - 1)
        {
            var item = start + BitOperations.TrailingZeroCount(open);
            reservoir.Add(query.Score(matrix!, item), item);
        }
    }

    void Finish(int slot, int index)
    {
        var query = queries[index];
        var room = query.SparseKeys.Length;
        foreach (var reservoirs in found) room += reservoirs[index].Keys.Length;
        if (ranked[slot].Length < room) ranked[slot] = new ulong[Math.Max(room, 2 * ranked[slot].Length)];
        var keys = ranked[slot];
        query.SparseKeys.CopyTo(keys);
        var count = query.SparseKeys.Length;
        foreach (var reservoirs in found)
        {
            reservoirs[index].Keys.CopyTo(keys.AsSpan(count));
            count += reservoirs[index].Keys.Length;
        }
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), query.Want);
        var best = keys.AsSpan(0, Math.Min(count, query.Want));
        best.Sort();
        results[index].Write(best);
    }
}
