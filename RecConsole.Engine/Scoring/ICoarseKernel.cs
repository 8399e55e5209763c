namespace RecConsole.Engine.Scoring;

/// <summary>
/// The inner products of one panel (64 items) with requests, in 32-bit integers, and which of them matter. The sums are the
/// same in all implementations, since integers are exact; the scores made from them are within the bound of the request.
/// </summary>
unsafe interface ICoarseKernel
{
    /// <summary>Requests of a full tile.</summary>
    const int Queries = 4;

    /// <summary>Four requests. Returns a bit for each that some item matters to, and writes scores and bits of these.</summary>
    static abstract int Four<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement;

    /// <summary>One request, alone in the tile.</summary>
    static abstract int One<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement;
}
