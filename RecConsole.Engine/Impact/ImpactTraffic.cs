namespace RecConsole.Engine.Impact;

/// <summary>The logged traffic that drafts are held against, newest first, and the model of what it earned.</summary>
/// <param name="Requests">Asked again of the shop as it is now: movement and exposure.</param>
/// <param name="Samples">Recomputed as they were logged: estimates. Empty for imported history.</param>
/// <param name="WhyNoEstimate">Where there are no samples: why, in words.</param>
public sealed record ImpactTraffic(IReadOnlyList<TrafficRequest> Requests, IReadOnlyList<TrafficSample> Samples, RewardModel? Rewards, string WhyNoEstimate);
