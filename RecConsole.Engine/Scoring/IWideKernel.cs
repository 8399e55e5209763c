namespace RecConsole.Engine.Scoring;

/// <summary>
/// The inner product of one panel (64 items) with four requests at once, in 32-bit integers. All implementations give
/// the same sums, since integers are exact.
/// </summary>
unsafe interface IWideKernel
{
    /// <summary>Requests of a tile.</summary>
    const int Queries = 4;

    /// <summary>
    /// <paramref name="queries"/> holds, for each pair of columns (dense first), the pair of each of the four requests.
    /// Returns a bit for each request with a sum of at least its floor, and writes the sums [4, 64] of these requests.
    /// </summary>
    static abstract int Tile(short* dense, int densePairs, short* signals, int signalPairs, int* queries, int* floors, int* sums);
}
