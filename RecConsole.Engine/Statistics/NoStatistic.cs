namespace RecConsole.Engine.Statistics;

/// <summary>Why there is no statistic.</summary>
public enum NoStatistic
{
    None,

    /// <summary>An arm has fewer than two units: there is no variance.</summary>
    TooFewUnits,

    /// <summary>No unit differs from another in either arm: there is nothing to compare a difference with.</summary>
    NoVariance,

    /// <summary>The control's mean is 0: nothing is a share of it.</summary>
    ControlIsZero,

    /// <summary>The arm is 0 in every unit: it is 100 % less than the control, and the delta method knows no error of that.</summary>
    ArmIsZero,

    /// <summary>A relative difference is too skewed to be told: an arm's mean is hardly known, and the absolute difference holds 0 where the relative one does not.</summary>
    TooSkewed,

    /// <summary>A ratio's denominator is 0.</summary>
    DenominatorIsZero,
}
