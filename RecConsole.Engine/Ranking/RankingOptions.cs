namespace RecConsole.Engine.Ranking;

/// <summary>Section <c>Ranking</c> of the settings.</summary>
public sealed record RankingOptions
{
    /// <summary>Where the product runs: <c>auto</c> (CUDA where it starts, else the CPU), <c>cpu</c>, <c>cuda</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Requests that may wait for a product; beyond, a popularity slate is served.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Most requests in one product.</summary>
    public int MaxBatch { get; init; } = 128;

    /// <summary>A request that waited longer is answered with a popularity slate.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>M: how many of the best items the steps after the product choose from.</summary>
    public int TopItems { get; init; } = 200;

    /// <summary>What the range of each key by itself does not tell; names the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Device is not ("auto" or "cpu" or "cuda")) yield return $"Ranking:Device is '{Device}'; it must be auto, cpu or cuda.";
    }
}
