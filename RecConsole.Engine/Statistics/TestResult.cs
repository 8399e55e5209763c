namespace RecConsole.Engine.Statistics;

/// <summary>What a test found. An end of the interval is infinite where the alternative has none.</summary>
/// <param name="Estimate">Of the difference.</param>
public sealed record TestResult(double Estimate, double StandardError, double Lower, double Upper, double PValue);
