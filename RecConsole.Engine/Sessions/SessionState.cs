using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Sessions;

/// <summary>What is remembered of a shopper or of one visit: immutable; <see cref="SessionUpdater"/> makes the next one.</summary>
public sealed record SessionState
{
    /// <summary>How many interactions are kept: the longest history that an encoder reads.</summary>
    public const int MaxRecent = 200;

    public static SessionState Empty { get; } = new();

    /// <summary>The latest interactions, oldest first, at most <see cref="MaxRecent"/>. Impressions and removals are not interactions.</summary>
    public InteractionHistory Recent { get; init; }

    /// <summary>Items that lie in the cart.</summary>
    public ImmutableHashSet<ItemId> Cart { get; init; } = [];

    /// <summary>Items that were bought: they are not shown again.</summary>
    public ImmutableHashSet<ItemId> Purchased { get; init; } = [];

    /// <summary>Shopper of the latest event; null before the first.</summary>
    public UserId? UserId { get; init; }

    public string? LastQuery { get; init; }
    public DateTimeOffset LastEventAt { get; init; }

    /// <summary>Whether this is a visit that somebody plays in the lab: it begins with what was known of the shopper, and the shopper learns nothing of it.</summary>
    public bool IsPlayed { get; init; }

    /// <summary>Grows by one with each event that changes what an encoder reads: the key under which encoder output is cached.</summary>
    public long Version { get; init; }
}
