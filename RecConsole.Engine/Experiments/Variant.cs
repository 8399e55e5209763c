namespace RecConsole.Engine.Experiments;

/// <summary>One arm of an experiment: a share of its units, ranked by one revision of one strategy.</summary>
/// <param name="Name">Names it in slates, log and figures.</param>
/// <param name="Strategy">Key of the strategy.</param>
/// <param name="Weight">Its share of the units that enter; those of all variants add up to 1.</param>
public sealed record Variant(string Name, string Strategy, double Weight)
{
    public string Description { get; init; } = "";

    /// <summary>
    /// Hash of the very revision that ranks. Null in a draft means the one that is live when the experiment starts: it is
    /// written down then, so that publishing or rolling back changes no running experiment.
    /// </summary>
    public string? Revision { get; init; }
}
