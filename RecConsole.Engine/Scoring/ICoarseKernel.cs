namespace RecConsole.Engine.Scoring;

/// <summary>
/// The inner product of one panel (64 items) with requests, in 32-bit integers. All implementations give the same sums,
/// since integers are exact.
/// </summary>
unsafe interface ICoarseKernel
{
    /// <summary>Requests of a full tile.</summary>
    const int Queries = 4;

    /// <summary>
    /// Four requests: <paramref name="queries"/> holds, for each pair of columns (dense first), the pair of each of them.
    /// Returns a bit for each request with a sum of at least its floor, and writes the sums [4, 64] of these requests.
    /// </summary>
    static abstract int Four<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* queries, int* floors, int* sums)
        where TElement : struct, IPanelElement;

    /// <summary>One request, <paramref name="query"/> holding its pairs: as <see cref="Four"/>.</summary>
    static abstract int One<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* query, int* floors, int* sums)
        where TElement : struct, IPanelElement;
}
