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

    /// <summary>Every fault of these options, each naming its key; empty when they can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (Device is not ("auto" or "cpu" or "cuda")) yield return $"Ranking:Device is '{Device}'; it must be auto, cpu or cuda.";
        if (QueueCapacity < 1) yield return "Ranking:QueueCapacity must be 1 or more.";
        if (MaxBatch is < 1 or > 1024) yield return "Ranking:MaxBatch must lie between 1 and 1024.";
        if (Deadline <= TimeSpan.Zero) yield return "Ranking:Deadline must be a positive time span.";
        if (TopItems is < 100 or > 2000) yield return "Ranking:TopItems must lie between 100 and 2000.";
    }
}
