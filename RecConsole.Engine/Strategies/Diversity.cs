namespace RecConsole.Engine.Strategies;

public enum DiversityMethod
{
    None,
    /// <summary>Greedy maximal marginal relevance (Carbonell and Goldstein 1998).</summary>
    Mmr,
    /// <summary>Greedy MAP inference of a determinantal point process (Chen, Zhang and Zhou 2018).</summary>
    Dpp,
}

/// <param name="Strength">0 leaves the order alone, 1 counts unlikeness only.</param>
public sealed record Diversity(DiversityMethod Method, float Strength)
{
    public static Diversity None { get; } = new(DiversityMethod.None, 0);

    public bool IsOn => Method != DiversityMethod.None && Strength > 0;

    public string? Problem() =>
        !Enum.IsDefined(Method) ? $"there is no diversity method {(int)Method}; the methods are {string.Join(", ", Enum.GetNames<DiversityMethod>())}"
        : Strength is >= 0 and <= 1 ? null
        : $"the diversity strength is {Strength}; it lies between 0 and 1";
}
