using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>What a shop asks: who, where, how many, in which context. Validated by the API before it comes here.</summary>
public sealed record SlateRequest(string Placement, int Count)
{
    public const int MaxCount = 100;

    public UserId? UserId { get; init; }
    public SessionId? SessionId { get; init; }
    public RequestContext Context { get; init; } = RequestContext.None;
    /// <summary>Whether each item carries the terms of its score.</summary>
    public bool Explain { get; init; }
    /// <summary>The strategy asked for; null for the one that is live.</summary>
    public string? Strategy { get; init; }
    /// <summary>Items that must not be shown this time.</summary>
    public IReadOnlyList<ItemId> Exclude { get; init; } = [];
    /// <summary>True when the demo shop's shoppers ask.</summary>
    public bool Simulated { get; init; }

    /// <summary>Whom an experiment assigned: the shopper or the visit; null where the request names none.</summary>
    internal string? UnitOf(ExperimentArm arm) => arm.Unit == ExperimentUnit.Shopper ? UserId?.Value : SessionId?.Value;
}
