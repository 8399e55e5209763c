using RecConsole.Engine.Audit;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>What <see cref="TargetDesk{T}"/> has to know of segments, or of campaigns.</summary>
/// <param name="Noun">What one is called, in sentences, in the database and in the audit log: never rename.</param>
/// <param name="Most">How many there may be.</param>
/// <param name="Arrange">From all that are there and the one to be saved to all that have to be written, that one first.</param>
/// <param name="Show">Gives all of them to the store that requests see.</param>
public sealed record TargetKind<T>(string Noun, int Most, Func<IReadOnlyList<T>, T, IReadOnlyList<T>> Arrange, Action<IReadOnlyList<T>> Show) where T : class, ITarget
{
    /// <summary>Where it stands in a list; equals stand by key.</summary>
    public Func<T, int> PlaceOf { get; init; } = static _ => 0;

    public required string Added { get; init; }
    public required string Changed { get; init; }
    public required string Removed { get; init; }
}

/// <summary>The two kinds.</summary>
static class TargetKinds
{
    public static TargetKind<Segment> Of(SegmentStore store) => new("segment", Segment.Most, Segment.Arrange, store.Show)
    {
        PlaceOf = static segment => segment.Order,
        Added = AuditAction.SegmentAdded,
        Changed = AuditAction.SegmentChanged,
        Removed = AuditAction.SegmentRemoved,
    };

    public static TargetKind<Campaign> Of(CampaignStore store) => new("campaign", Campaign.Most, static (_, saved) => [saved], store.Show)
    {
        Added = AuditAction.CampaignAdded,
        Changed = AuditAction.CampaignChanged,
        Removed = AuditAction.CampaignRemoved,
    };
}
