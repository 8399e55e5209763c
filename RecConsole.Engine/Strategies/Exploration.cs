namespace RecConsole.Engine.Strategies;

/// <summary>
/// How much a slate is left to chance, so that the log can tell what other orders would have earned: on a share of traffic
/// the top M is drawn by Plackett and Luce with weights exp(score / temperature).
/// </summary>
/// <param name="Temperature">In standard deviations of the score; 0 draws nothing.</param>
/// <param name="Share">Share of requests that explore, 0 to 1.</param>
public sealed record Exploration(float Temperature, float Share)
{
    public static Exploration None { get; } = new(0, 0);

    public bool IsOn => Temperature > 0 && Share > 0;

    public string? Problem() =>
        !(Temperature is >= 0 and <= 10) ? $"the exploration temperature is {Temperature}; it lies between 0 and 10"
        : !(Share is >= 0 and <= 1) ? $"the exploration share is {Share}; it lies between 0 and 1"
        : null;
}
