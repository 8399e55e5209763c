using RecConsole.Engine.Catalog;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>A served slate with what its request was and what ranked it: what the slate log keeps.</summary>
/// <param name="Context">Where in the shop it was asked for.</param>
public sealed record LoggedSlate(SlateRecord Slate, RequestContext Context)
{
    /// <summary>Slots asked for.</summary>
    public int Wanted { get; init; }

    /// <summary>Items that the request did not want.</summary>
    public IReadOnlyList<ItemId> Exclude { get; init; } = [];

    /// <summary>Whether the order was drawn.</summary>
    public bool Explored { get; init; }

    /// <summary>R of the propensities.</summary>
    public int Replays { get; init; }

    /// <summary>Encoder output u [d]; empty without a model.</summary>
    public ReadOnlyMemory<float> Encoding { get; init; }

    /// <summary>The top M with the values of their columns, for the slates that are sampled.</summary>
    public SlateSample? Sample { get; init; }
}
