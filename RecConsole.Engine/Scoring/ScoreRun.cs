namespace RecConsole.Engine.Scoring;

/// <summary>
/// One call's working memory and course: the requests are scanned at the precision that suits the batch, and what the scan
/// left is ranked; requests that were too close to call go on to the next finer precision. Reused from call to call.
/// </summary>
sealed class ScoreRun
{
    const int PanelsPerPart = 16;

    /// <summary>Under this many items the exact scan is as fast.</summary>
    const int FewItems = 1024;

    /// <summary>From this many requests on, the scan waits for the multipliers and not for memory.</summary>
    const int LargeBatch = 8;

    readonly SimdLevel level;
    readonly WorkTeam team;
    readonly Action<int, int> scanCoarsely;
    readonly Action<int, int> scanExactly;
    readonly Action<int, int> rank;
    readonly Predicate<ScoreQuery> isSettled;
    readonly List<ScoreQuery> queries = [];
    readonly List<ScoreQuery> pending = [];
    readonly CoarseScan coarse = new();
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
        scanCoarsely = ScanCoarsely;
        scanExactly = ScanExactly;
        rank = Rank;
        isSettled = query => !Overflowed(query);
    }

    public void Score(ScoreMatrix matrix, ReadOnlySpan<ScoreRequest> requests, ReadOnlySpan<TopList> results)
    {
        this.matrix = matrix;
        panels = (matrix.Count + CoarsePanels.Items - 1) / CoarsePanels.Items;
        if (this.results.Length < requests.Length) this.results = new TopList[requests.Length];
        results.CopyTo(this.results);
        Prepare(requests);
        var precision = matrix.Count <= FewItems ? Precision.Exact : requests.Length < LargeBatch ? Precision.Narrow : Precision.Wide;
        for (; pending.Count > 0; precision++) Pass(precision);
        for (var q = 0; q < requests.Length; q++) queries[q].Release();
        Array.Clear(this.results, 0, requests.Length);
        this.matrix = null!;
    }

    void Prepare(ReadOnlySpan<ScoreRequest> requests)
    {
        while (queries.Count < requests.Length) queries.Add(new ScoreQuery { Index = queries.Count });
        foreach (var reservoirs in found)
            while (reservoirs.Count < requests.Length) reservoirs.Add(new Reservoir());
        for (var q = 0; q < requests.Length; q++)
        {
            queries[q].Prepare(matrix, requests[q]);
            pending.Add(queries[q]);
        }
    }

    /// <summary>Scans and ranks what is pending; what stays pending was too close to call.</summary>
    void Pass(Precision precision)
    {
        coarse.Clear(precision);
        exact.Clear();
        foreach (var query in pending)
        {
            query.IsCoarse = precision != Precision.Exact && query.Coarse.Prepare(matrix, query.Request, precision);
            if (query.IsCoarse) coarse.Add(query);
            else exact.Add(query);
            query.Slack = query.IsCoarse ? query.Coarse.Slack : 0;
            query.Threshold = float.NegativeInfinity;
            foreach (var reservoirs in found) reservoirs[query.Index].Reset(query.Want, query.Slack);
        }
        coarse.Interleave();
        var parts = (panels + PanelsPerPart - 1) / PanelsPerPart;
        if (coarse.Count > 0) team.Run(scanCoarsely, parts);
        if (exact.Count > 0) team.Run(scanExactly, parts);
        team.Run(rank, pending.Count);
        pending.RemoveAll(isSettled);
    }

    void ScanCoarsely(int slot, int part)
    {
        Share(slot);
        var first = part * PanelsPerPart;
        switch (level)
        {
            case SimdLevel.Avx512:
                coarse.Scan<CoarseKernel512>(matrix, found[slot], first, EndPanel(part));
                break;
            case SimdLevel.Avx2:
                coarse.Scan<CoarseKernel256>(matrix, found[slot], first, EndPanel(part));
                break;
            default:
                coarse.Scan<CoarseKernelPortable>(matrix, found[slot], first, EndPanel(part));
                break;
        }
    }

    void ScanExactly(int slot, int part)
    {
        Share(slot);
        ExactScan.Scan(matrix, exact, found[slot], part * PanelsPerPart, EndPanel(part));
    }

    /// <summary>What one worker has found spares the others: the highest threshold holds for all.</summary>
    void Share(int slot)
    {
        foreach (var query in pending)
        {
            var reservoir = found[slot][query.Index];
            // Two writers may overwrite each other: then the lower one stands for a while, which is true as well.
            if (reservoir.Threshold > query.Threshold) query.Threshold = reservoir.Threshold;
            else reservoir.Raise(query.Threshold);
        }
    }

    int EndPanel(int part) => Math.Min(panels, (part + 1) * PanelsPerPart);

    void Rank(int slot, int index)
    {
        var query = pending[index];
        if (Overflowed(query)) return;
        var ranking = rankings[slot];
        ranking.Clear();
        foreach (var reservoirs in found) ranking.Add(reservoirs[query.Index].Keys);
        ranking.Rank(matrix, query, results[query.Index]);
    }

    bool Overflowed(ScoreQuery query)
    {
        foreach (var reservoirs in found)
            if (reservoirs[query.Index].Overflowed) return true;
        return false;
    }
}
