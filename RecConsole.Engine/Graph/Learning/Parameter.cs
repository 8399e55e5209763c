namespace RecConsole.Engine.Graph.Learning;

/// <summary>A tensor that is learned.</summary>
/// <param name="Value">In the graph of the network.</param>
public sealed record Parameter(string Name, GraphValue Value, IReadOnlyList<long> Shape, Initialization Initialization)
{
    /// <summary>Whether weight decay shrinks it; biases and the scales of normalisations it leaves alone.</summary>
    public bool Decays { get; init; } = true;

    /// <summary>
    /// Whether a step touches only the rows that it looked up, moments included: rows that are not looked up do not move on
    /// by their momentum (the "lazy" Adam). Holds where lookups are all that reads the table; else each step moves all of it.
    /// </summary>
    public bool OnlyLookedUpRows { get; init; }
}
