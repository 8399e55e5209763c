namespace RecConsole.Engine.Experiments;

/// <summary>How p-values and intervals are corrected for the number of comparisons. Kept by name: never rename.</summary>
public enum Correction
{
    /// <summary>Holm's steps: the chance of any false alarm stays below alpha.</summary>
    Holm,

    /// <summary>The expected share of false alarms among all alarms stays below alpha.</summary>
    BenjaminiHochberg,

    /// <summary>As Holm, weaker and simpler: alpha over the number of comparisons.</summary>
    Bonferroni,

    None,
}
