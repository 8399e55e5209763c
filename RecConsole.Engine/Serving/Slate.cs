using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Serving;

/// <summary>The answer: always a slate; <see cref="Degraded"/> says what fell back, <see cref="Empty"/> why there is no item.</summary>
public sealed record Slate(SlateId Id, string Strategy, string Revision, string Model)
{
    /// <summary>The variant of an experiment that ranked it; null outside experiments.</summary>
    public ExperimentArm? Arm { get; init; }

    public string? Experiment => Arm?.Experiment;

    /// <summary>Its name, or <see cref="TeamDraft.Variant"/> where two are shown at once; strategy and revision are the control's then.</summary>
    public string? Variant => Arm?.Variant;

    /// <summary>The variant whose pick an item of it is; null where one serves alone, and where it is nobody's.</summary>
    public string? VariantOf(SlateItem item) => item.Team switch
    {
        DraftTeam.A => Arm?.Teams?.A.Variant,
        DraftTeam.B => Arm?.Teams?.B.Variant,
        _ => null,
    };

    /// <summary>Of the catalogue that was ranked: a slate of another generation shows the items of a shop that was replaced.</summary>
    public int Generation { get; init; }
    public double TookMs { get; init; }
    public IReadOnlyList<string> Degraded { get; init; } = [];
    public string? Empty { get; init; }
    public IReadOnlyList<SlateItem> Items { get; init; } = [];
}

/// <param name="Position">Slot, from 1.</param>
/// <param name="Contributions">The terms of the score by name, where asked for; they add up to <paramref name="Score"/>.</param>
public sealed record SlateItem(ItemId ItemId, int Position, float Score, double Propensity, IReadOnlyDictionary<string, float>? Contributions)
{
    /// <summary>Of an interleaved slate: whose pick it is. Score and terms are under that strategy, under the control's where it is nobody's alone.</summary>
    public DraftTeam Team { get; init; }
}
