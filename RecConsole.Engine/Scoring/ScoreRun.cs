namespace RecConsole.Engine.Scoring;

/// <summary>
/// One call's working memory and course: prepare the requests, scan all panels, rank what the scan left; requests that were
/// too coarse for it are scanned again exactly. Reused from call to call.
/// </summary>
sealed class ScoreRun
{
    const int PanelsPerPart = 16;

    /// <summary>Under this many items the exact scan is as fast.</summary>
    const int FewItems = 1024;

    readonly SimdLevel level;
    readonly WorkTeam team;
    readonly Action<int, int> scanWide;
    readonly Action<int, int> scanExactly;
    readonly Action<int, int> rank;
    readonly List<ScoreQuery> queries = [];
    readonly WideScan wide = new();
    readonly List<ScoreQuery> exact = [];
    readonly List<Reservoir>[] found;
    readonly CandidateRanking[] rankings;
    TopList[] results = [];
    ScoreMatrix matrix = null!;
    int panels;

    public ScoreRun(int workers, SimdLevel level)
    {
        this.level = level;
        team = new WorkTeam(workers - 1);
        found = new List<Reservoir>[workers];
        rankings = new CandidateRanking[workers];
        for (var w = 0; w < workers; w++) (found[w], rankings[w]) = ([], new CandidateRanking());
        scanWide = ScanWide;
        scanExactly = (slot, part) => ExactScan.Scan(matrix, exact, found[slot], part * PanelsPerPart, EndPanel(part));
        rank = Rank;
    }

    public void Score(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        this.matrix = matrix;
        panels = (matrix.Count + WidePanels.Items - 1) / WidePanels.Items;
        if (this.results.Length < requests.Length) this.results = new TopList[requests.Length];
        results.CopyTo(this.results);
        Prepare(requests);
        var parts = (panels + PanelsPerPart - 1) / PanelsPerPart;
        if (wide.Count > 0) team.Run(scanWide, parts);
        if (exact.Count > 0) team.Run(scanExactly, parts);
        team.Run(rank, requests.Length);
        RepeatExactly(requests.Length, parts);
        for (var q = 0; q < requests.Length; q++) queries[q].Release();
        Array.Clear(this.results, 0, requests.Length);
        this.matrix = null!;
    }

    void Prepare(ReadOnlySpan<ScoreRequest> requests)
    {
        while (queries.Count < requests.Length) queries.Add(new ScoreQuery { Index = queries.Count });
        foreach (var reservoirs in found)
            while (reservoirs.Count < requests.Length) reservoirs.Add(new Reservoir());
        wide.Clear();
        exact.Clear();
        for (var q = 0; q < requests.Length; q++)
        {
            var query = queries[q];
            query.Prepare(matrix, requests[q]);
            query.Wide.Prepare(matrix, requests[q]);
            query.IsCoarse = matrix.Count > FewItems && float.IsFinite(query.Wide.Slack);
            if (query.IsCoarse) wide.Add(query);
            else exact.Add(query);
            Reset(query);
        }
        wide.Interleave();
    }

    void Reset(ScoreQuery query)
    {
        foreach (var reservoirs in found) reservoirs[query.Index].Reset(query.Want, query.IsCoarse ? query.Wide.Slack : 0);
    }

    /// <summary>The requests whose reservoirs ran over.</summary>
    void RepeatExactly(int batch, int parts)
    {
        exact.Clear();
        for (var q = 0; q < batch; q++)
        {
            var overflowed = false;
            foreach (var reservoirs in found) overflowed |= reservoirs[q].Overflowed;
            if (!overflowed) continue;
            exact.Add(queries[q]);
            queries[q].IsCoarse = false;
            Reset(queries[q]);
        }
        if (exact.Count == 0) return;
        team.Run(scanExactly, parts);
        foreach (var query in exact) Rank(0, query.Index);
    }

    void ScanWide(int slot, int part)
    {
        var reservoirs = found[slot];
        var first = part * PanelsPerPart;
        switch (level)
        {
            case SimdLevel.Avx512:
                wide.Scan<WideKernel512>(matrix, reservoirs, first, EndPanel(part));
                break;
            case SimdLevel.Avx2:
                wide.Scan<WideKernel256>(matrix, reservoirs, first, EndPanel(part));
                break;
            default:
                wide.Scan<WideKernelPortable>(matrix, reservoirs, first, EndPanel(part));
                break;
        }
    }

    int EndPanel(int part) => Math.Min(panels, (part + 1) * PanelsPerPart);

    void Rank(int slot, int index)
    {
        var ranking = rankings[slot];
        ranking.Clear();
        foreach (var reservoirs in found)
        {
            if (reservoirs[index].Overflowed) return;
            ranking.Add(reservoirs[index].Keys);
        }
        ranking.Rank(matrix, queries[index], found[0][index].Slack, results[index]);
    }
}
