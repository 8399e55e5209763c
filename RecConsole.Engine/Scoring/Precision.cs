namespace RecConsole.Engine.Scoring;

/// <summary>How finely a scan sees the items, coarsest first; a request that one cannot settle goes on to the next.</summary>
enum Precision
{
    /// <summary>8-bit integers: a quarter of the bytes of fp32, for small batches, which wait for memory.</summary>
    Narrow,

    /// <summary>16-bit integers: hardly any surplus to score again, for large batches, which wait for the multipliers.</summary>
    Wide,

    /// <summary>The canonical score of every item.</summary>
    Exact,
}
