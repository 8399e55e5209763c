namespace RecConsole.Web.Commands;

/// <summary>What <c>bench http</c> measures.</summary>
public sealed record HttpBenchOptions
{
    public required int Items { get; init; }

    /// <summary>Columns of the embedding.</summary>
    public required int Dim { get; init; }

    /// <summary>Keep-alive connections, each with one request under way.</summary>
    public required int Connections { get; init; }

    /// <summary>Length of one run in seconds; there are three of each kind.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the shop of the measurement is made and removed again.</summary>
    public required string DataDirectory { get; init; }
}
