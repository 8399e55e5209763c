using RecConsole.Engine.Graph;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench rank</c> measures.</summary>
public sealed record RankBenchOptions
{
    public required int Items { get; init; }

    /// <summary>Columns of the embedding; signals and the rules' bias come on top.</summary>
    public required int Dim { get; init; }

    /// <summary>Requests that share one product.</summary>
    public required int Batch { get; init; }

    /// <summary>Items in each list.</summary>
    public required int Top { get; init; }

    public required double Seconds { get; init; }

    public required ComputeDevice Device { get; init; }
}
