namespace RecConsole.Engine.Statistics;

/// <summary>How two arms are compared.</summary>
public enum DifferenceKind
{
    /// <summary>Treatment less control, in the metric's unit.</summary>
    Absolute,

    /// <summary>The same as a share of the control's size.</summary>
    Relative,
}

/// <summary>Which differences count against the hypothesis of none.</summary>
public enum Alternative
{
    TwoSided,

    /// <summary>Only a treatment that is above the control; the interval has no upper end.</summary>
    Greater,

    /// <summary>Only a treatment that is below; the interval has no lower end.</summary>
    Less,
}
