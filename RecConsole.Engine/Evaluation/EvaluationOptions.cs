namespace RecConsole.Engine.Evaluation;

/// <summary>How a split is asked.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Whether items of the shopper's history are candidates.</summary>
    public bool KeepSeen { get; init; }

    /// <summary>
    /// Rank the target among this many items that the shopper never dealt with, drawn uniformly; null ranks the whole
    /// catalogue. Figures of the two must never be compared.
    /// </summary>
    public int? SampledNegatives { get; init; }

    /// <summary>Ask this many shoppers, drawn by the seed; null asks all.</summary>
    public int? LimitUsers { get; init; }

    /// <summary>Of the drawn shoppers, the sampled negatives and the bootstrap.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Resamples of the shoppers behind each interval; 0 gives none.</summary>
    public int BootstrapResamples { get; init; } = 1000;

    public int Threads { get; init; }

    public CancellationToken Cancellation { get; init; }

    internal ParallelOptions Parallel => new() { CancellationToken = Cancellation, MaxDegreeOfParallelism = Threads == 0 ? Environment.ProcessorCount : Threads };
}
