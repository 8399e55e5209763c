namespace RecConsole.Engine.Signals;

/// <summary>How a column was standardised: z = (transform(raw) - Mean) / Deviation over the live items that have a value.</summary>
/// <param name="Deviation">0 for a constant column, whose z is 0 for all.</param>
/// <param name="Missing">Live items without a value; they sit at the mean.</param>
public readonly record struct SignalScale(double Mean, double Deviation, int Missing);
