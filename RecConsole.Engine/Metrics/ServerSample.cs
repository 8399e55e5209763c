namespace RecConsole.Engine.Metrics;

/// <summary>What the server as a whole had counted at a moment; the latency is that of the minute before it.</summary>
readonly record struct ServerSample(long Requests, long Events, long Orders, decimal Revenue, LatencyMs Latency);
