namespace RecConsole.Engine.Signals;

/// <summary>What is done to a raw value before it is standardised over the live catalogue.</summary>
public enum SignalTransform
{
    /// <summary>The value as it is, drawn in to four deviations from the mean.</summary>
    Winsorized,
    /// <summary>ln(1 + value): for counts, whose tail is long.</summary>
    Log1P,
    /// <summary>ln(value): for prices and ratios, which compare by factors.</summary>
    Log,
    /// <summary>Nothing: the value is a share or already bounded.</summary>
    Identity,
}
