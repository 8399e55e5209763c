namespace RecConsole.Engine.Metrics;

/// <summary>Time from request to slate, in milliseconds, over the trailing minute; null where no slate was served.</summary>
public readonly record struct LatencyMs(double? P50, double? P99);
