using RecConsole.Engine.Events;

namespace RecConsole.Engine.Feedback;

/// <summary>A served slate as the log, attribution and metrics keep it.</summary>
public sealed record SlateRecord(SlateId Id, DateTimeOffset ServedAt, string Placement, string Strategy, string Revision, string Model)
{
    public UserId? UserId { get; init; }
    public SessionId? SessionId { get; init; }
    /// <summary>Key of the experiment that chose the revision; null outside experiments.</summary>
    public string? Experiment { get; init; }
    public string? Variant { get; init; }
    /// <summary>Number of the experiment's phase; null where the unit was forced into the variant, which counts in no figure of it.</summary>
    public int? Phase { get; init; }
    /// <summary>Id of the shopper or session that was assigned; null where <see cref="Phase"/> is.</summary>
    public string? Unit { get; init; }
    public ulong Seed { get; init; }
    public IReadOnlyList<SlateSlot> Slots { get; init; } = [];
    /// <summary>Of an interleaved slate: whose pick each slot is, in their order; empty where one strategy ranked it. Its propensities are over the coins of the draft alone.</summary>
    public IReadOnlyList<DraftTeam> Teams { get; init; } = [];
    /// <summary>True when the demo shop's shoppers asked; marked wherever it shows.</summary>
    public bool Simulated { get; init; }
    /// <summary>True when it was played in the lab: in no figure and no signal; marked wherever it shows.</summary>
    public bool Lab { get; init; }
    public IReadOnlyList<string> Degraded { get; init; } = [];
    /// <summary>Time from the request to the slate.</summary>
    public long LatencyMicros { get; init; }
    /// <summary>What the shopper used, where the shop said so.</summary>
    public string? Device { get; init; }
}
