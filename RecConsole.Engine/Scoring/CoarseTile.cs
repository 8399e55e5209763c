namespace RecConsole.Engine.Scoring;

/// <summary>One panel and the requests that meet it: what a kernel reads and writes.</summary>
unsafe struct CoarseTile
{
    /// <summary>The panel's dense pairs, then its signal pairs.</summary>
    public byte* Dense, Signals;

    public int DensePairs, SignalPairs;

    /// <summary>For each pair of columns, dense first, the pair of each of the tile's requests.</summary>
    public int* Queries;

    /// <summary>Per request: the value of one step of its sums.</summary>
    public float* Steps;

    /// <summary>Per request: only scores at or above this matter.</summary>
    public float* Thresholds;

    /// <summary>Per request: the bias of the panel's 64 items.</summary>
    public float** Biases;

    /// <summary>Written for each request reported [4, 64]: sum * step + bias.</summary>
    public float* Scores;

    /// <summary>Written for each request reported: a bit for each item at or above the threshold.</summary>
    public ulong* Over;
}
