namespace RecConsole.Engine.Experiments;

/// <summary>How variants are compared. Kept by name: never rename.</summary>
public enum ExperimentMethod
{
    /// <summary>An A/B test: each unit is shown one variant, in shares that stay as they are.</summary>
    Split,

    /// <summary>Each unit is shown one variant, and the shares follow what the variants earn.</summary>
    Bandit,

    /// <summary>Each unit is shown slates of both variants at once, and its clicks say which it prefers.</summary>
    Interleaving,
}
